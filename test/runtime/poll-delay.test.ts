import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources, readWorkflowFiles, type CheckedWorkflows } from '../../engine/index.js'
import type { Scenario } from '../../engine/definition/generated/scenario.js'
import { contents, day, errands, hour, minute, openTestEngine, type TestEngine } from './open-test-engine.js'
import { letTimePass, tellStory } from './tell-story.js'

/** How late somebody looks for due timers. */
const delays = [0, hour, 3 * day]
const ann = { id: 'ann', roles: ['clerk'] }

/** Salts in the order of writing would tell who wrote first; one salt for all does not. */
const salts = () => '5a'.repeat(16)

describe('looking late for due timers', () => {
  it('gives the same bytes for any mix of events, refusals and waiting in several cases', async () => {
    const act = fc.record({
      wait: fc.nat({ max: 60 * 60 }),
      which: fc.nat({ max: 2 }),
      what: fc.constantFrom('go', 'deliver', 'give-up', 'count', 'note', 'correct'),
    })

    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
        const [atOnce, ...late] = await inTurn(delays, async (delay) => {
          const t = await openTestEngine({ workflows: errands(), salts })
          for (const id of ['one', 'two', 'three'])
            await t.engine.create('errand', { actor: ann, data: { address: id }, idempotencyKey: id })
          for (const { wait, which, what } of acts) {
            await letTimePass(t, t.clock.now() + wait * minute, delay)
            await perform(t, `case-${which + 1}`, what)
          }
          return settled(t, delay)
        })

        for (const other of late) expect(other).toBe(atOnce)
      }),
      { numRuns: 12 },
    )
  }, 180_000)

  describe('in the stories of the shipped procedures', async () => {
    const workflows = await shipped()
    const stories = longestWaits(workflows)

    it('are there to be told', () => {
      const told = new Set(stories.map(({ value }) => (value as unknown as Scenario).process))
      expect([...told]).toEqual(expect.arrayContaining(['phone-repair', 'repair', 'service-request']))
    })

    it.each(stories.map((story) => [story.file, story] as const))(
      'gives the same bytes in %s',
      async (_file, story) => {
        const [atOnce, ...late] = await inTurn(delays, async (delay) => {
          // A duty that is caught up later begins later: schedules are no part of these stories.
          const { profile } = story.value as unknown as Scenario
          const processes = workflows.processes.filter((one) => one.profile === profile)
          const t = await openTestEngine({ workflows: { ...workflows, processes, schedules: [] }, salts })
          await tellStory(t, { story, workflows, delay })
          return settled(t, delay)
        })

        expect(atOnce).toContain('"created"')
        for (const other of late) expect(other).toBe(atOnce)
      },
    )
  })
})

/** How many stories of a process are told: those in which the clock runs most often. */
const storiesTold = 8

function longestWaits({ scenarios, processes }: CheckedWorkflows): CheckedWorkflows['scenarios'] {
  const waits = (story: Scenario): number =>
    (story.steps ?? []).filter((step) => step.wait !== undefined || step.until !== undefined).length
  const told = new Map<string, number>()
  // A file would be stored under an id of chance.
  const namesFile = ({ process, start }: Scenario): boolean => {
    const fields = processes.find(({ id }) => id === process)?.fields ?? {}
    return Object.keys(start.with ?? {}).some((path) => fields[path]?.definition['type'] === 'attachment')
  }
  return scenarios
    .map((document) => ({ document, story: document.value as unknown as Scenario }))
    .filter(({ document, story }) => {
      // A story whose beginning is refused, or in which no time passes, leaves nothing to compare.
      const begins = story.start.expect?.refused === undefined && !namesFile(story)
      return document.sound && begins && waits(story) > 0
    })
    .sort((a, b) => waits(b.story) - waits(a.story))
    .filter(({ story }) => {
      told.set(story.process, (told.get(story.process) ?? 0) + 1)
      return (told.get(story.process) ?? 0) <= storiesTold
    })
    .map(({ document }) => document)
}

async function perform({ engine }: TestEngine, id: string, what: string): Promise<void> {
  if (what === 'note') await engine.note(id, { text: 'x', actor: ann })
  else if (what === 'correct')
    await engine.correct(id, { changes: { address: 'y' }, reason: 'r', actor: ann })
  else await engine.send(id, what, { actor: ann, payload: what === 'count' ? { parcels: 0 } : {} })
}

/** The database ten days on, when even the latest look has been taken. */
async function settled(t: TestEngine, delay: number): Promise<string> {
  await letTimePass(t, t.clock.now() + 10 * day, delay)
  await t.engine.runDue()
  const all = await contents(t)
  expect(t.log.filter((line) => line.startsWith('error'))).toEqual([])
  await t.close()
  return all
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

async function shipped(): Promise<CheckedWorkflows> {
  const workflows = checkWorkflows(readSources(await readWorkflowFiles(['workflows'])))
  // A schedule begins cases when somebody looks, which is what these tests vary.
  return { ...workflows, schedules: [] }
}
