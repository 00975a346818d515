import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import type { Bindings } from '../../engine/expression/expression.js'
import type { SourceDocument } from '../../engine/definition/document.js'
import { EvaluationStop } from '../../engine/expression/index.js'
import { checkWorkflows, readSources, type CheckedWorkflows, type SourceSet } from '../../engine/index.js'
import type { JsonObject, JsonValue } from '../../engine/errors/json.js'
import { parseDuration, parseInstant } from '../../engine/time/index.js'
import { checkedWorkflows } from './checked-workflows.js'

let sources: SourceSet
let workflows: CheckedWorkflows

beforeAll(async () => {
  ;({ sources, workflows } = await checkedWorkflows('workflows'))
})

/** The shipped folder with one more file in it. */
function withFile(file: string, text: string): CheckedWorkflows {
  const more = readSources([{ file, text }])
  return checkWorkflows({
    documents: [...sources.documents, ...more.documents],
    problems: [...sources.problems, ...more.problems],
  })
}

function processOf(id: string): CheckedProcess {
  const found = workflows.processes.find((one) => one.id === id && one.profile === undefined)
  if (!found) throw new Error(`Expected '${id}' to be sound.`)
  return found
}

const instant = (text: string): number => parseInstant(text) ?? Number.NaN

/** What a decision says on some data at some moment, decisions it asks included. */
const decided = (id: string, decision: string, data: JsonObject, at: string): JsonObject =>
  decidedBy(processOf(id), decision, data, at)

function decidedBy(process: CheckedProcess, decision: string, data: JsonObject, at: string): JsonObject {
  const decide = (name: string, bindings: Bindings): JsonObject => {
    const result = process.decisions.get(name)?.decide(bindings)
    if (result?.ok) return result.outputs
    throw new EvaluationStop(result?.failure ?? { code: 'expression-failed', message: name })
  }
  const bindings = process.scope.bind({
    data,
    params: process.params,
    actor: { id: 'ann', roles: [] },
    instance: { id: 'case-1', process: process.id, createdAt: instant(at) },
    visits: {},
    vouchers: {},
    now: instant(at),
    decide,
  })
  return decide(decision, bindings)
}

const car = (given: JsonObject = {}): JsonObject => ({
  invoicedOn: '2026-01-10',
  price: 200_000,
  kilometres: 2_000,
  ...given,
})

interface Claim {
  readonly car?: JsonObject
  readonly defect?: JsonObject
  readonly repairs?: readonly JsonObject[]
  readonly demandedOn?: string
  readonly at: string
}

const onCar = (
  decision: string,
  { car: given, defect, repairs = [], demandedOn, at }: Claim,
  process = processOf('car-claim'),
): JsonObject =>
  decidedBy(
    process,
    decision,
    {
      car: car(given),
      defect: { fault: '异响', kind: 'other', ...defect },
      repairs: [...repairs],
      ...(demandedOn !== undefined && { demandedOn }),
    },
    at,
  )

/** A repair of so many hours from 09:00 of a day in Shanghai. */
function repair(day: string, hours: number, given: JsonObject = {}): JsonObject {
  const from = instant(`${day}T09:00:00+08:00`)
  return {
    from: new Date(from).toISOString(),
    to: new Date(from + hours * 3_600_000).toISOString(),
    fault: '异响',
    ...given,
  }
}

const noon = (day: string): string => `${day}T12:00:00+08:00`

describe('art. 18: two years or 50,000 km, three years or 60,000 km, whichever comes first', () => {
  it.each([
    ['the last day of the two years', '2028-01-10', 50_000, 'runs'],
    ['the day after', '2028-01-11', 50_000, 'over-by-time'],
    ['50,001 km in the first year', '2026-10-09', 50_001, 'over-by-kilometres'],
  ])('the guarantee on %s', (_, day, kilometres, period) => {
    expect(onCar('carGuarantee', { car: { kilometres }, at: noon(day) })).toEqual({ period, endsOn: '2028-01-10' })
  })

  it.each([
    ['the last day of the three years', '2029-01-10', 60_000, 'runs'],
    ['the day after', '2029-01-11', 60_000, 'over-by-time'],
    ['60,001 km', '2028-06-01', 60_001, 'over-by-kilometres'],
  ])('the repair period on %s', (_, day, kilometres, period) => {
    expect(onCar('carRepairPeriod', { car: { kilometres }, at: noon(day) })).toEqual({ period, endsOn: '2029-01-10' })
  })

  it('begins with the delivery where that is another day than the invoice', () => {
    const given = { deliveredOn: '2026-02-12' }

    expect(onCar('carGuarantee', { car: given, at: noon('2026-03-02') })).toMatchObject({ endsOn: '2028-02-12' })
  })

  it('ends on the last day of February for a car of 29 February', () => {
    const given = { invoicedOn: '2024-02-29' }

    expect(onCar('carGuarantee', { car: given, at: noon('2026-02-12') })).toMatchObject({ endsOn: '2026-02-28' })
  })
})

describe('art. 20 and 23: 60 days or 3,000 km', () => {
  it.each([
    ['day 60 with 3,000 km', '2026-03-11', 3_000, true],
    ['day 61', '2026-03-12', 3_000, false],
    ['day 3 with 3,001 km', '2026-01-13', 3_001, false],
  ])('on %s', (_, day, kilometres, early) => {
    expect(onCar('carEarly', { car: { kilometres }, at: noon(day) })).toEqual({ early, lastDay: '2026-03-11' })
  })

  it.each(['steering-failure', 'brake-failure', 'body-crack', 'fuel-leak', 'battery-fire'])(
    'a %s means exchange or return without compensation',
    (kind) => {
      expect(onCar('carRight', { defect: { kind }, at: noon('2026-03-11') })).toEqual({
        right: 'exchange-or-return-early',
        exchangeOrReturn: true,
        compensation: false,
      })
    },
  )

  it('a faulty main part means a new assembly', () => {
    expect(onCar('carRight', { defect: { kind: 'main-part' }, at: noon('2026-03-11') })).toMatchObject({
      right: 'new-assembly',
      exchangeOrReturn: false,
    })
  })
})

describe('art. 22: seven days', () => {
  it.each([
    ['2026-01-17', 'exchange-or-return-7-days'],
    ['2026-01-18', 'new-assembly'],
  ])('an assembly that must be replaced on %s', (day, right) => {
    expect(onCar('carRight', { defect: { kind: 'replace-assembly' }, at: noon(day) })).toMatchObject({ right })
  })
})

describe('the day of the demand decides', () => {
  // Each is answered long after its period, and once more with no demand at all, which is judged on that day.
  const at = noon('2030-06-03')
  const gone = (decision: string, defect?: JsonObject): JsonObject =>
    onCar(decision, { ...(defect && { defect }), at })

  it.each([
    ['carGuarantee', ['2028-01-10', { period: 'runs' }], ['2028-01-11', { period: 'over-by-time' }]],
    ['carRepairPeriod', ['2029-01-10', { period: 'runs' }], ['2029-01-11', { period: 'over-by-time' }]],
    ['carEarly', ['2026-03-11', { early: true }], ['2026-03-12', { early: false }]],
  ] as const)('%s', (decision, [inTime, right], [tooLate, none]) => {
    expect(onCar(decision, { demandedOn: inTime, at })).toMatchObject(right)
    expect(onCar(decision, { demandedOn: tooLate, at })).toMatchObject(none)
    expect(gone(decision)).toMatchObject(none)
  })

  it.each([
    ['replace-assembly', ['2026-01-17', 'exchange-or-return-7-days'], ['2026-01-18', 'new-assembly']],
    ['brake-failure', ['2026-03-11', 'exchange-or-return-early'], ['2026-03-12', 'free-repair']],
    ['main-part', ['2026-03-11', 'new-assembly'], ['2026-03-12', 'free-repair']],
    ['other', ['2029-01-10', 'free-repair'], ['2029-01-11', 'none']],
  ] as const)('on the right with a fault of the kind %s', (kind, [inTime, right], [tooLate, other]) => {
    expect(onCar('carRight', { defect: { kind }, demandedOn: inTime, at })).toMatchObject({ right })
    expect(onCar('carRight', { defect: { kind }, demandedOn: tooLate, at })).toMatchObject({ right: other })
    expect(gone('carRight', { kind })).toMatchObject({ right: 'none' })
  })

  it('not the 30 days of a repair that still runs: waiting for our answer adds to them', () => {
    const repairs = [{ from: '2026-03-02T09:00:00+08:00', fault: '异响' }]
    const claim = { repairs, demandedOn: '2026-03-30', at: noon('2026-04-02') }

    expect(onCar('carRight', claim)).toMatchObject({ right: 'exchange-or-return-days' })
  })
})

describe('art. 21: a substitute car from day 6', () => {
  it.each([
    ['after a minute', '2026-02-12T10:01:00+08:00', 'not-yet', 1],
    ['after exactly five days, Spring Festival or not', '2026-02-17T10:00:00+08:00', 'not-yet', 5],
    ['a minute later', '2026-02-17T10:01:00+08:00', 'due', 6],
  ])('%s', (_, at, substitute, day) => {
    const given = { repairStartedAt: '2026-02-12T10:00:00+08:00' }

    expect(onCar('carSubstitute', { car: given, at })).toEqual({ substitute, day })
  })
})

describe('art. 24 and 40: counters of repairs', () => {
  const at = noon('2026-10-09')
  const right = (claim: Omit<Claim, 'at'>): JsonValue | undefined => onCar('carRight', { ...claim, at })['right']

  it.each([
    ['30 days in one repair', [720], 30, 'free-repair'],
    ['30 days and an hour in one repair', [721], 31, 'exchange-or-return-days'],
    ['two repairs of 15 days', [360, 360], 30, 'free-repair'],
    ['two repairs of 14 days and an hour each, which are 15 days each', [337, 337], 30, 'free-repair'],
    ['two repairs of 15 days and of 15 days and an hour', [360, 361], 31, 'exchange-or-return-days'],
  ])('%s', (_, hours, days, expected) => {
    const repairs = hours.map((each, index) => repair(['2026-03-02', '2026-06-01'][index] ?? '', each, { fault: `${index}` }))

    expect(onCar('carCounters', { repairs, at })).toMatchObject({ days })
    expect(right({ repairs })).toBe(expected)
  })

  it('time on the way of special parts and of the rescue does not count, once where it overlaps', () => {
    const excluded = [
      { from: '2026-03-03T09:00:00+08:00', to: '2026-03-05T09:00:00+08:00', why: 'special-parts' },
      { from: '2026-03-04T09:00:00+08:00', to: '2026-03-06T09:00:00+08:00', why: 'rescue-travel' },
    ]

    expect(onCar('carCounters', { repairs: [repair('2026-03-02', 10 * 24, { excluded })], at })).toMatchObject({ days: 7 })
  })

  it('a repair that still runs counts until now', () => {
    const repairs = [{ from: '2026-10-07T11:00:00+08:00', fault: '异响' }]

    expect(onCar('carCounters', { repairs, at })).toMatchObject({ days: 3 })
  })

  it.each([
    [4, 'free-repair'],
    [5, 'exchange-or-return-same-fault'],
  ])('%i repairs of the same fault', (count, expected) => {
    const repairs = Array.from({ length: count }, (_, index) => repair(`2026-0${index + 2}-02`, 2))

    expect(right({ repairs })).toBe(expected)
  })

  it('five repairs of five faults are nothing of the kind', () => {
    const repairs = Array.from({ length: 5 }, (_, index) => repair(`2026-0${index + 2}-02`, 2, { fault: `故障 ${index}` }))

    expect(right({ repairs })).toBe('free-repair')
  })

  it.each([
    ['one new engine', ['engine'], 'free-repair'],
    ['a new engine and a new gearbox', ['engine', 'gearbox'], 'free-repair'],
    ['a second new engine', ['engine', 'engine'], 'exchange-or-return-assembly'],
  ])('%s, and still not usable', (_, assemblies, expected) => {
    const repairs = assemblies.map((assembly, index) => repair(`2026-0${index + 2}-02`, 2, { assembly }))

    expect(right({ repairs, defect: { unusable: true } })).toBe(expected)
  })

  it.each([
    [['曲轴', '缸盖'], 'free-repair'],
    [['曲轴', '曲轴'], 'exchange-or-return-main-part'],
  ])('main parts %j replaced, and still not usable', (parts, expected) => {
    const repairs = parts.map((mainPart, index) => repair(`2026-0${index + 2}-02`, 2, { mainPart }))

    expect(right({ repairs, defect: { unusable: true } })).toBe(expected)
  })

  it.each([
    [1, 'free-repair'],
    [2, 'exchange-or-return-safety'],
  ])('a serious safety fault after %i repairs', (count, expected) => {
    const repairs = Array.from({ length: count }, (_, index) => repair(`2026-0${index + 2}-02`, 2, { seriousSafety: true }))

    expect(right({ repairs, defect: { seriousSafety: true } })).toBe(expected)
  })
})

describe('art. 27: use compensation', () => {
  const repairs = [repair('2026-03-02', 721)]

  it.each([
    ['price × km / 1,000 × 0.5 %', { kilometres: 12_345 }, 12_345],
    ['the coefficient of the certificate where it is lower', { kilometres: 12_345, useRate: 0.003 }, 7_407],
  ])('is %s', (_, given, amount) => {
    expect(onCar('carCompensation', { car: given, repairs, at: noon('2026-10-09') })).toEqual({ amount })
  })

  it('is nothing where another article than 24 gives the right', () => {
    expect(onCar('carCompensation', { defect: { kind: 'fuel-leak' }, at: noon('2026-03-11') })).toEqual({ amount: 0 })
  })

  it('may not go by more than 0.5 %', () => {
    const text = 'profile: dear\ntitle: { zh-CN: 高, en: Dear }\nparameters: { car-claim: { carUseRate: 0.006 } }\n'
    const { problems } = withFile('dear.yaml', text)

    expect(problems.map(({ code, place }) => [code, place?.file])).toEqual([['wrong-value', 'dear.yaml']])
  })
})

describe('periods that bind us', () => {
  it('may be shorter than the law has them, not longer and not in another unit', () => {
    const cars = { carAnswerWithin: '60 working days', carCarryOutWithin: '20 days', carSubstituteAfter: '121 hours' }
    const returns = {
      refundWithin: '8 days',
      authorityAnswersWithin: '8 working days',
      deliberateDelayAfter: '16 days',
      complaintAcceptWithin: '8 working days',
      complaintMediateWithin: '46 working days',
      complaintTellWithin: '8 working days',
    }
    const parameters = { 'car-claim': { ...cars, carWarnBefore: '1 working day' }, 'consumer-return': returns }
    const text = `profile: slow\ntitle: { zh-CN: 慢, en: Slow }\nparameters: ${JSON.stringify(parameters)}\n`

    const { problems } = withFile('slow.yaml', text)

    expect(problems.map(({ code, place }) => `${code} ${place?.path}`).sort()).toEqual(
      [
        ...Object.keys(cars).map((name) => `wrong-duration parameters.car-claim.${name}`),
        ...Object.keys(returns).map((name) => `wrong-duration parameters.consumer-return.${name}`),
      ].sort(),
    )
  })
})

describe('art. 21: a substitute car', () => {
  it.each([
    ['2026-09-28T09:00:00+08:00', '2026-10-03T09:00:00+08:00', 'not-yet'],
    ['2026-09-28T09:00:00+08:00', '2026-10-03T09:00:01+08:00', 'due'],
  ])('of a repair from %s is at %s: %s', (repairStartedAt, at, substitute) => {
    expect(onCar('carSubstitute', { car: { repairStartedAt }, at })).toMatchObject({ substitute })
  })

  it('goes by one figure in the decision and in the deadline', () => {
    const text = 'profile: soon\ntitle: { zh-CN: 早, en: Soon }\nparameters: { car-claim: { carSubstituteAfter: 48 hours } }\n'
    const soon = withFile('soon.yaml', text).processes.find(({ profile }) => profile === 'soon')
    const claim = { car: { repairStartedAt: '2026-09-28T09:00:00+08:00' }, at: '2026-09-30T09:00:01+08:00' }

    expect(onCar('carSubstitute', claim)).toMatchObject({ substitute: 'not-yet' })
    expect(onCar('carSubstitute', claim, soon)).toMatchObject({ substitute: 'due' })
    expect(soon?.root.deadlines.find(({ name }) => name === 'car-substitute')?.within?.upper).toEqual({
      amount: 48,
      unit: 'hour',
    })
  })
})

describe('art. 29: an exchanged car', () => {
  it('begins its periods and counters anew', () => {
    const claim = {
      car: { invoicedOn: '2024-01-10', exchangedOn: '2026-05-06' },
      repairs: [repair('2026-03-02', 800), repair('2026-06-01', 25)],
      at: noon('2026-10-09'),
    }

    expect(onCar('carGuarantee', claim)).toEqual({ period: 'runs', endsOn: '2028-05-06' })
    expect(onCar('carCounters', claim)).toMatchObject({ days: 2, sameFault: 1 })
  })
})

describe('art. 17: repair records', () => {
  it('are kept for six years from the last repair', () => {
    const repairs = [repair('2026-03-02', 24), repair('2026-02-12', 24)]

    expect(onCar('carRecords', { repairs, at: noon('2026-10-09') })).toEqual({ keepUntil: '2032-03-03' })
  })
})

describe('periods in days, around the holidays of 2026', () => {
  /** The due point of a duration parameter, counted from a date. */
  function due(id: string, parameter: string, from: string): string {
    const process = processOf(id)
    const parsed = parseDuration((process.params[parameter] as string))
    const calendar = workflows.calendars.get(process.calendar ?? '')
    if (!parsed.ok || !calendar) throw new Error(parameter)
    const { at } = calendar.add(instant(`${from}T00:00:00+08:00`), parsed.range.upper)
    return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)
  }

  it.each([
    ['car-claim', 'carAnswerWithin', '2026-02-12', '2026-03-04T18:00'],
    ['car-claim', 'carAnswerWithin', '2026-09-28', '2026-10-16T18:00'],
    ['car-claim', 'carCarryOutWithin', '2026-02-12', '2026-03-18T18:00'],
    ['car-claim', 'carCarryOutWithin', '2026-09-28', '2026-10-30T18:00'],
    ['car-claim', 'carSubstituteAfter', '2026-09-28', '2026-10-03T00:00'],
    ['consumer-return', 'refundWithin', '2026-09-25', '2026-10-08T18:00'],
    ['consumer-return', 'refundWithin', '2026-02-12', '2026-02-24T18:00'],
    ['consumer-return', 'deliberateDelayAfter', '2026-09-18', '2026-10-08T18:00'],
    ['consumer-return', 'authorityAnswersWithin', '2026-09-28', '2026-10-13T18:00'],
    ['consumer-return', 'complaintAcceptWithin', '2026-02-12', '2026-02-28T18:00'],
    ['consumer-return', 'complaintMediateWithin', '2026-09-28', '2026-12-04T18:00'],
  ])('%s: %s from %s ends at %s', (id, parameter, from, end) => {
    expect(due(id, parameter, from)).toBe(end)
  })
})

describe('the clocks', () => {
  it.each(['car-claim', 'consumer-return'])('of %s that a module brings have their article beside them', (id) => {
    const { root } = processOf(id)

    expect(root.deadlines.map(({ source = [] }) => source.length > 0)).not.toContain(false)
    expect(root.deadlines.length).toBeGreaterThan(0)
  })

  it('that are not verified do not run, and say so once they do', () => {
    const off = processOf('consumer-return')
    const switches = ['distanceSalesStart', 'threeGuaranteesGeneral', 'threeGuaranteesPhones', 'complaintsAuthority']
    const on = switches.map((name) => `${name}: true`).join(', ')
    const text = `profile: all\ntitle: { zh-CN: 全, en: All }\nparameters: { consumer-return: { ${on} } }\n`
    const turnedOn = withFile('all.yaml', text).processes.find(({ profile }) => profile === 'all')

    const added = turnedOn?.root.deadlines.filter(({ name }) => !off.root.deadlines.some((one) => one.name === name))

    expect(switches.map((name) => off.params[name])).toEqual([false, false, false, false])
    expect(off.root.deadlines.map(({ name }) => name)).toEqual([
      'deliberate-delay-reconsidered',
      'refund',
      'deliberate-delay',
      'deliberate-refund-delay',
      'authority-answer',
    ])
    expect(added?.map(({ name }) => name)).toEqual([
      'goods-part',
      'phone-part',
      'complaint-accept',
      'complaint-mediate',
      'complaint-tell',
    ])
    for (const { title } of added ?? []) {
      expect(title?.['zh-CN']).toMatch(/^未核实：/)
      expect(title?.en).toMatch(/^unverified: /)
    }
  })
})

describe('consumer law', () => {
  const order = (given: JsonObject): JsonObject => ({ order: { receivedOn: '2026-09-28', distanceSale: true, ...given }, flaw: true })
  const on = (decision: string, given: JsonObject, day: string): JsonValue | undefined =>
    Object.values(decided('consumer-return', decision, order(given), noon(day)))[0]

  it.each([
    ['2026-10-05', 'may-return'],
    ['2026-10-06', 'too-late'],
  ])('art. 25: return without reason on %s', (day, right) => {
    expect(on('noReasonReturn', {}, day)).toBe(right)
  })

  it.each([
    ['2027-03-28', 'trader'],
    ['2027-03-29', 'general'],
  ])('art. 23: who proves on %s', (day, by) => {
    expect(on('burdenOfProof', { durable: true }, day)).toBe(by)
  })

  it.each([
    ['2026-10-05', 'may-return'],
    ['2026-10-06', 'exchange-repair'],
  ])('art. 24: return for quality on %s', (day, right) => {
    expect(on('qualityReturn', {}, day)).toBe(right)
  })

  it.each([
    ['noReasonReturn', ['2026-10-05', 'may-return'], ['2026-10-06', 'too-late']],
    ['qualityReturn', ['2026-10-05', 'may-return'], ['2026-10-06', 'exchange-repair']],
    ['burdenOfProof', ['2027-03-28', 'trader'], ['2027-03-29', 'general']],
  ] as const)('where nobody knows another, the day of the demand decides %s, however late it is answered', (decision, [inTime, right], [tooLate, none]) => {
    const answered = (demandedOn: string): JsonValue | undefined => {
      const data = { ...order({ durable: true }), demandedOn }
      return Object.values(decided('consumer-return', decision, data, noon('2028-06-05')))[0]
    }

    expect(answered(inTime)).toBe(right)
    expect(answered(tooLate)).toBe(none)
  })

  it.each([
    ['in month 5 and told in month 7', '2027-02-15', '2027-04-15', 'trader'],
    ['on the last day and told in month 7', '2027-03-28', '2027-04-15', 'trader'],
    ['a day later', '2027-03-29', '2027-04-15', 'general'],
    ['too late, after a demand for something else', '2027-03-29', '2027-03-01', 'general'],
    ['in month 5 and never told', '2027-02-15', undefined, 'trader'],
  ])('art. 23 counts to the day a flaw was found: %s', (_, flawFoundOn, demandedOn, by) => {
    const data = { ...order({ durable: true }), flawFoundOn, ...(demandedOn !== undefined && { demandedOn }) }

    expect(decided('consumer-return', 'burdenOfProof', data, noon('2028-06-05'))).toEqual({ by })
  })

  it.each(['noReasonReturn', 'qualityReturn'])('the day a flaw was found changes nothing in %s', (decision) => {
    const data = { ...order({}), flawFoundOn: '2026-10-01' }

    const right = Object.values(decided('consumer-return', decision, data, noon('2026-10-06')))[0]

    expect(right).toBe(on(decision, {}, '2026-10-06'))
    expect(right).not.toBe('may-return')
  })
})

describe('docs/legal-clocks.md', () => {
  const page = readFileSync(new URL('../../docs/legal-clocks.md', import.meta.url), 'utf8')
  const modules = (): readonly SourceDocument[] =>
    sources.documents.filter(({ kind, file }) => kind === 'module' && file.includes('modules/law/'))

  it('says of every module of law whether it is verified, and names its switch', () => {
    const rows = modules().map(({ id, value }) => [
      `| \`${id}\` |`,
      value['verified'] === true ? '| yes | none | on |' : `| no | \`${(value['switch'] as string)}\` | **off** |`,
    ])

    const wrong = rows.filter(([id = '', end = '']) => !page.split('\n').some((line) => line.startsWith(id) && line.endsWith(end)))

    expect(rows).toHaveLength(6)
    expect(wrong).toEqual([])
  })

  it('gives every figure with its default', () => {
    const figures = modules().flatMap(({ value }) =>
      Object.entries(value['parameters'] as { readonly [name: string]: { readonly default: unknown } })
        .filter(([name]) => name !== value['switch'])
        .map(([name, parameter]) => `\`${name}\` ${String(parameter.default)}`),
    )

    expect(figures.length).toBeGreaterThan(40)
    expect(figures.filter((figure) => !page.includes(figure))).toEqual([])
  })

  it('names every decision, deadline and invariant', () => {
    const names = modules().flatMap(({ value }) =>
      ['decisions', 'deadlines', 'invariants'].flatMap((section) => Object.keys((value[section] ?? {}) as JsonObject)),
    )

    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })
})
