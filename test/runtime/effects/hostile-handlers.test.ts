import { afterEach, describe, expect, it } from 'vitest'
import { DeliveryFailed, type Service } from '../../../engine/index.js'
import { heldService } from './outside-files.js'
import { openOutside, type Outside } from './open-outside.js'

const second = 1000

describe('A handler', () => {
  let t: Outside
  afterEach(() => t.close())

  async function paying(bank: Service): Promise<void> {
    t = await openOutside({ services: { bank } })
    await t.send('pay')
    await t.engine.runDue()
  }

  const throwing: readonly (readonly [string, unknown])[] = [
    ['an error', new TypeError('x')],
    ['a text', 'no'],
    ['nothing', undefined],
    ['null', null],
    ['an error that cannot be looked at', trap()],
  ]
  it.each(throwing)('that throws %s is tried again later', async (_, thrown) => {
    await paying(() => {
      throw thrown
    })

    expect(await t.effects()).toMatchObject([
      { status: 'pending', attempts: 1, failure: { code: 'receiver-failed' } },
    ])
  })

  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  const garbage: readonly (readonly [string, unknown])[] = [
    ['a text', 'done'],
    ['null', null],
    ['a list', []],
    ['a date', { at: new Date(0) }],
    ['a function', { run: () => 1 }],
    ['a big number', { n: 1n }],
    ['no number', { n: NaN }],
    ['a list with a hole', { list: [undefined] }],
    ['itself', cyclic],
    ['65 levels', nested(65)],
    ['a NUL character', { text: 'a\0b' }],
    ['a name with a NUL character', { 'a\0b': 1 }],
    ['more than a mebibyte', { text: 'x'.repeat(1024 * 1024) }],
    ['little that reads as much', { wide: doubled(40) }],
    [
      'a member that throws',
      {
        get x(): number {
          throw new Error('no')
        },
      },
    ],
    ['a proxy that throws', { x: trap() }],
  ]
  it.each(garbage)('that answers %s is not asked again: it was done', async (_, answer) => {
    await paying(() => Promise.resolve(answer as never))

    expect((await t.incident()).code).toBe('answer-invalid')
    expect(await t.effects()).toMatchObject([{ status: 'dead', attempts: 1 }])
  })

  it.each([
    ['nothing', undefined, {}],
    ['a member without a value', { receipt: 'R', more: undefined }, { receipt: 'R' }],
    ['64 levels', nested(64), nested(64)],
  ])('may answer %s', async (_, answer, kept) => {
    await paying(() => Promise.resolve(answer as never))

    expect(await t.state()).toBe('paid')
    const taken = (await t.engine.trail('case-1', { limit: 500 })).items.find(
      (row) => row.type === 'result-taken',
    )
    expect(taken?.body['answer']).toEqual(kept)
  })

  it('that hangs is ended by its time limit even if it ignores its signal, and its late answer is dropped', async () => {
    const bank = heldService()
    const lines: string[] = []
    t = await openOutside({
      services: { bank: bank.service },
      effects: { random: () => 1, timeout: 5 * second },
      log: ({ message }) => lines.push(message),
    })
    await t.send('pay')
    const done = t.engine.runDue()
    await bank.begun(1)

    t.pass(5 * second)
    await done
    const before = await t.effects()
    bank.answer(0, { receipt: 'late' })
    await Promise.resolve()
    await t.engine.runDue()

    expect(before).toMatchObject([{ status: 'pending', failure: { code: 'timed-out' } }])
    expect(await t.effects()).toEqual(before)
    expect(await t.state()).toBe('paying')
    expect(lines.filter((line) => line.includes('dropped'))).toHaveLength(1)
  })

  it('has the pause it asks for', async () => {
    const slow = new DeliveryFailed('rate-limited', 'Slow.', { permanent: false, retryAfter: 77 * second })
    await paying(() => Promise.reject(slow))

    expect((await t.effects())[0]?.nextAt).toBe(t.clock.now() + 77 * second)
  })

  it('cannot end the program for ever: what was begun as often as it may be becomes an incident', async () => {
    t = await openOutside({ services: { bank: () => Promise.resolve({}) } })
    await t.send('pay')
    await t.sql(`update aftercare_effects set attempts = 3, holder = 'a node that died'`)

    await t.engine.runDue()

    expect((await t.incident()).code).toBe('attempt-lost')
  })
})

/** Whatever is asked of it throws. */
function trap(): object {
  const fail = (): never => {
    throw new Error('not to be looked at')
  }
  return new Proxy({}, { get: fail, ownKeys: fail, getPrototypeOf: fail })
}

function nested(levels: number): object {
  return levels === 1 ? {} : { in: nested(levels - 1) }
}

/** Few objects that are 2^levels when written out. */
function doubled(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value, value]
  return value
}
