import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { recordFormat } from '../../engine/core/record.js'
import type * as stepModule from '../../engine/core/step.js'
import type { Scenario } from '../../engine/definition/generated/scenario.js'
import { playScenario } from '../../engine/analysis/run-scenarios.js'
import { checkedWorkflows } from '../workflows/checked-workflows.js'
import { chooseHistories, type Told } from './choose-histories.js'
import type { HistoryHead } from './history.js'
import { recorder } from './recorder.js'

vi.mock('../../engine/core/step.js', async (original) => {
  const actual = await original<typeof stepModule>()
  const { recorder: watching } = await import('./recorder.js')
  return { ...actual, step: watching.watching(actual.step) }
})

/**
 * Takes down histories of the record format of this release from the shipped stories:
 * `npx vitest run --config test/replay/record.config.ts`. See README.md for when that may be done.
 */
it('takes down histories of this record format', async () => {
  const folder = join(import.meta.dirname, `format-${recordFormat}`)
  expect(existsSync(folder), `${folder} is there already: it is never edited, see README.md`).toBe(false)
  const { workflows } = await checkedWorkflows('workflows')
  const told: Told[] = []
  for (const document of workflows.scenarios) {
    const { process } = document.value as unknown as Scenario
    const { steps, result } = recorder.during(() => playScenario(document, workflows))
    const head: HistoryHead = { story: `${process}/${document.id}`, format: recordFormat }
    const text = [head, ...steps].map((line) => `${JSON.stringify(line)}\n`).join('')
    if (result.passed) told.push({ story: head.story, process, steps, text })
  }
  const { parts } = recorder
  const chosen = chooseHistories(told, parts, { stories: 50, bytes: 2_600_000 })

  await mkdir(join(folder, 'parts'), { recursive: true })
  const written = chosen.map(({ text }) => text).join('')
  for (const { story, text } of chosen)
    await writeFile(join(folder, `${story.replace('/', '.')}.jsonl`), text)
  for (const [name, content] of parts)
    if (written.includes(name)) await writeFile(join(folder, 'parts', `${name}.jsonl`), `${content}\n`)
  expect(chosen.length).toBeGreaterThan(30)
}, 900_000)
