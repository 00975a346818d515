import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { manyParcels } from './many-parcels.js'
import type { Call, RecordedHistory } from './call.js'
import { checkHistory } from './check-history.js'
import { recordHistory } from './record-history.js'

let t: TestEngine
let sound: RecordedHistory

beforeAll(async () => {
  t = await openTestEngine({ workflows: manyParcels() })
  sound = await recordHistory([t.engine], { seed: 5, callers: 3, calls: 8, cases: 1 })
})
afterAll(() => t.close())

/** Calls that took effect, in the order of their revisions. */
function effective(): readonly Call[] {
  return sound.calls
    .filter(({ refused, repeated }) => refused === undefined && !repeated)
    .sort((a, b) => a.record!.revision - b.record!.revision)
}

function without(left: Call): RecordedHistory {
  return { ...sound, calls: sound.calls.filter((call) => call !== left) }
}

function otherwise(which: Call, change: Partial<Call>): RecordedHistory {
  return { ...sound, calls: sound.calls.map((call) => (call === which ? { ...call, ...change } : call)) }
}

describe('the checker of histories', () => {
  it('finds nothing in a history that was recorded', () => {
    expect(checkHistory(sound)).toEqual([])
    expect(effective().length).toBeGreaterThan(10)
  })

  it('finds a step nobody was told of', () => {
    const [first] = effective()

    expect(checkHistory(without(first!)).join()).toContain('to be answered once')
  })

  it('finds two calls with one revision', () => {
    const [first, second] = effective()

    const faults = checkHistory(otherwise(second!, { record: first!.record! })).join()

    expect(faults).toContain('to be answered once')
    expect(faults).toContain('but the trail has there')
  })

  it('finds an order that contradicts real time', () => {
    const [first] = effective()
    const last = effective().at(-1)!

    const faults = checkHistory(otherwise(first!, { begin: last.end + 1n, end: last.end + 2n }))

    expect(faults.join()).toContain('ended before')
  })

  it('finds a record that is not what the trail tells', () => {
    const one = effective()[3]!
    const record = { ...one.record!, data: { ...one.record!.data, parcels: 98 } }

    expect(checkHistory(otherwise(one, { record })).join()).toContain('but the answer showed')
  })

  it('finds a key that took effect twice', () => {
    const [first, second] = effective()
    const asked = { ...second!.asked, idempotencyKey: 'twice' }
    const both = otherwise(first!, { asked: { ...first!.asked, idempotencyKey: 'twice' } })
    const calls = both.calls.map((call) => (call === second ? { ...call, asked } : call))

    expect(checkHistory({ ...both, calls }).join()).toContain('took effect 2 times')
  })

  it('finds a repeated answer that is older than what it repeats', () => {
    const [first] = effective()
    const last = effective().at(-1)!
    const key = 'repeated'
    const taken = otherwise(last, { asked: { ...last.asked, idempotencyKey: key } })
    const repeat: Call = {
      ...last,
      asked: { ...last.asked, idempotencyKey: key },
      repeated: true,
      record: first!.record!,
    }

    const faults = checkHistory({ ...taken, calls: [...taken.calls, repeat] })

    expect(faults.join()).toContain('showed the case before it took effect')
  })

  it('finds a trail from which a row is missing', () => {
    const [one] = sound.cases
    const cases = [{ ...one!, trail: one!.trail.filter(({ seq }) => seq !== 4) }]

    expect(checkHistory({ ...sound, cases }).join()).toContain('Expected entry 4 of the trail')
  })

  it('finds a call that threw', () => {
    const [first] = effective()

    expect(checkHistory(otherwise(first!, { failed: 'database-failed' })).join()).toContain(
      "threw 'database-failed'",
    )
  })
})
