import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordFormat } from '../../engine/core/record.js'
import type { KeptStep } from './history.js'
import { readHistories, replayHistory, type History, type Parts } from './replay-history.js'

const formats = readdirSync(import.meta.dirname)
  .filter((name) => /^format-\d+$/.test(name))
  .map((name) => Number(name.slice('format-'.length)))
  .sort((a, b) => a - b)

it('has histories of every record format there was, this release’s among them', () => {
  expect(formats).toEqual(Array.from({ length: recordFormat }, (_, index) => index + 1))
})

describe.each(formats)('histories of record format %i', (format) => {
  let histories: readonly History[]
  let parts: Parts

  beforeAll(async () => {
    ;({ histories, parts } = await readHistories(join(import.meta.dirname, `format-${format}`)))
  })

  it('are many, and written in that format', () => {
    const processes = new Set(histories.map(({ head }) => head.story.split('/')[0]))

    expect(histories.length).toBeGreaterThanOrEqual(30)
    expect(processes.size).toBeGreaterThanOrEqual(20)
    expect(new Set(histories.map(({ head }) => head.format))).toEqual(new Set([format]))
  })

  it('are taken by today’s code as they were then, byte for byte', () => {
    const differences = histories.flatMap((history) => replayHistory(history, parts))

    expect(differences).toEqual([])
  }, 300_000)

  it('tell case, step and place of what is otherwise', () => {
    const history = histories.find(({ steps }) => steps.some(({ did }) => (did?.trail.length ?? 0) > 0))!
    const at = history.steps.findIndex(({ did }) => (did?.trail.length ?? 0) > 0)
    const otherwise = (change: (step: KeptStep) => KeptStep): History => ({
      ...history,
      steps: history.steps.map((one, index) => (index === at ? change(one) : one)),
    })
    const { after, did } = history.steps[at]!

    const ofRecord = replayHistory(
      otherwise((one) => ({ ...one, after: { ...after, revision: 77 } })),
      parts,
    )
    const ofTrail = replayHistory(
      otherwise((one) => ({ ...one, did: { ...did!, trail: did!.trail.slice(1) } })),
      parts,
    )

    const place = `${history.head.story}, step ${at + 1} (create), case 'scenario': `
    expect(ofRecord[0]).toBe(`${place}expected 77 at '/record/revision', but found 1`)
    expect(ofTrail[0]).toContain(`${place}expected 2 at '/trail/0/seq', but found 1`)
  })
})
