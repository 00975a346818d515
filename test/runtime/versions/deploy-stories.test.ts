import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errand, files } from '../errand.js'
import { openTestEngine, sound, type TestEngine } from '../open-test-engine.js'

const text = errand.replace('version: 1.0.0', 'version: 1.1.0')
const workflows = { ...sound(files), files }

const told = (title: string, ...lines: readonly string[]) => ({
  file: `stories/${title}.yaml`,
  text: `scenario: ${title}
process: errand
at: 2026-03-02T09:00+08:00
start: { by: cas, with: { address: Lane 5 } }
steps:
${lines.map((line) => `  - ${line}`).join('\n')}
`,
})
const people = { file: 'people.yaml', text: 'cast: house\npeople: { cas: { name: Cas, roles: [clerk] } }\n' }
const delivered = told(
  'delivered',
  '{ send: go, by: cas, expect: { state: under-way } }',
  '{ send: deliver, by: cas, expect: { ended: delivered } }',
)
const early = told('early', '{ send: go, by: cas }', '{ send: deliver, by: cas, expect: { state: waiting } }')

describe('the stories that come with the text of a process', () => {
  let t: TestEngine
  beforeEach(async () => {
    t = await openTestEngine({ workflows })
  })
  afterEach(() => t.close())

  it('are played with it, by their own people and those of the house', async () => {
    const byHouse = { ...delivered, file: 'two.yaml', text: delivered.text.replaceAll('cas', 'ann') }
    const second = { ...byHouse, text: byHouse.text.replace('scenario: delivered', 'scenario: by the house') }

    const checked = await t.engine.checkVersion({ text, stories: [people, delivered, second] })

    expect(checked.problems).toEqual([])
    expect(checked.stories).toEqual({ passed: 2, failed: 0 })
    expect(checked.versions.map(({ version }) => version)).toEqual(['1.1.0'])
  })

  it('keep it from being deployed where one fails, and say which and where', async () => {
    const checked = await t.engine.checkVersion({ text, stories: [people, delivered, early] })

    expect(checked.stories).toEqual({ passed: 1, failed: 1 })
    expect(checked.versions).toEqual([])
    expect(checked.problems).toMatchObject([
      { code: 'scenario-failed', severity: 'error', place: { file: 'stories/early.yaml', line: 7 } },
    ])
    await expect(
      t.engine.deployVersion(checked, { note: 'x', actor: { id: 'ada', roles: ['admin'] } }),
    ).rejects.toMatchObject({ code: 'definition-invalid' })
    expect(await t.engine.versions('errand')).toHaveLength(1)
  })

  it('are read with every mistake in them, and not played then', async () => {
    const unknown = told('nobody', '{ send: go, by: nobody-here }')
    const broken = { file: 'broken.yaml', text: 'scenario: x\nprocess: errand\nsteps: [\n' }

    const checked = await t.engine.checkVersion({ text, stories: [people, delivered, unknown, broken] })

    expect(new Set(checked.problems.map(({ place }) => place?.file))).toEqual(
      new Set(['stories/nobody.yaml', 'broken.yaml']),
    )
    expect(checked).not.toHaveProperty('stories')
  })

  it('are passed over where they are about another process, however wrong they are', async () => {
    const other = { file: 'other.yaml', text: 'scenario: x\nprocess: trip\nnonsense: errand\n' }

    const checked = await t.engine.checkVersion({ text, stories: [other] })

    expect(checked.problems).toEqual([])
    expect(checked).not.toHaveProperty('stories')
  })

  it('have to be texts, whoever sends them', async () => {
    for (const stories of [[{ file: 'x', text: 7 }], [{ text: 'x' }]])
      await expect(t.engine.checkVersion({ text, stories: stories as never })).rejects.toMatchObject({
        code: 'usage-wrong',
      })
  })
})
