import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fill } from '../../../bench/growth/fill.js'
import { VirtualClock } from '../../../engine/index.js'
import { createInTurn } from '../../../engine/runtime/in-turn.js'
import { createFigureCalls, type FigureCalls } from '../../../engine/runtime/figures/index.js'
import { anyLife, live } from '../../store/figure-stories.js'
import { openTestStore, type TestedSqlite } from '../../store/open-test-store.js'
import { start } from '../../store/sample-cases.js'

/** So many that their figures take far longer than a page of a list. */
const templates = 40
const copies = 400

describe('figures of many cases', () => {
  let opened: TestedSqlite
  let calls: FigureCalls
  beforeEach(async () => {
    opened = await openTestStore()
    const lives = fc.sample(anyLife, { numRuns: templates, seed: 11 })
    for (const [index, life] of lives.entries())
      await live(opened.store, `01900000-${String(index).padStart(4, '0')}`, life)
    await fill(opened.sqlite.db, copies)
    calls = createFigureCalls({
      store: opened.store,
      clock: new VirtualClock(start + 86_400_000),
      calendars: () => [],
      inTurn: createInTurn(),
    })
  })
  afterEach(() => opened.close())

  it('are told one question after the other, and lists are answered meanwhile', async () => {
    const done: string[] = []
    const as = async (name: string, work: Promise<unknown>): Promise<void> => {
      await work
      done.push(name)
    }

    await Promise.all([
      as('figures', calls.figures()),
      as('second figures', calls.figures()),
      as('third figures', calls.figures()),
      as('list', opened.store.read.instances({ status: 'active' }, { limit: 50 })),
      as('deadlines', calls.casesDue({ status: 'active' })),
    ])

    expect(done.slice(0, 2).sort()).toEqual(['deadlines', 'list'])
    expect(done.slice(2)).toEqual(['figures', 'second figures', 'third figures'])
  })

  it('are not worked out for somebody who has gone before their turn came', async () => {
    const gone = new AbortController()
    let begun = 0
    opened.sqlite.reader.on('query', ({ sql }: { sql: string }) => {
      if (sql === 'begin') begun += 1
    })

    const first = calls.figures()
    const second = calls.figures({}, { signal: gone.signal })
    const third = calls.figures()
    gone.abort()

    await expect(second).rejects.toMatchObject({ code: 'engine-busy', retryable: true })
    expect((await third).total).toEqual((await first).total)
    expect(begun).toBe(2)
  })

  it('are told to the next where one question cannot be answered', async () => {
    await opened.sql('alter table aftercare_visits rename to aftercare_away')
    await expect(calls.figures()).rejects.toMatchObject({ code: 'database-failed' })
    await opened.sql('alter table aftercare_away rename to aftercare_visits')

    expect((await calls.figures()).total.begun).toBeGreaterThan(0)
  })
})
