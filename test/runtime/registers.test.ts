import { inflateRawSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RegisterFormat, RegisterRequest } from '../../engine/index.js'
import { errand, files } from './errand.js'
import { accepted, day, hour, openTestEngine, sound, type TestEngine } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

const process = errand
  .replace(
    'parcels: { type: integer',
    `fee: { type: money, label: { zh-CN: 费用, en: Fee } }
  urgency:
    type: choice
    default: normal
    label: { zh-CN: 急缓, en: Urgency }
    of: { normal: { zh-CN: 一般, en: Normal }, urgent: { zh-CN: 加急, en: Urgent } }
  stops:
    type: list
    label: { zh-CN: 停靠, en: Stops }
    of: { type: object, fields: { place: { type: text, required: true }, cost: { type: money } } }
  parcels: { type: integer`,
  )
  .replace('process: errand\n', 'process: errand\ncalendar: house\n')

const house = `
calendar: house
title: { zh-CN: 工作时间, en: House }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon: 09:00-17:00, tue: 09:00-17:00, wed: 09:00-17:00, thu: 09:00-17:00, fri: 09:00-17:00 }
`

const book = `
register: book
title: { zh-CN: "跑腿/登记*簿", en: Book of errands }
of: [errand]
columns:
  - { name: number, title: { zh-CN: 编号, en: Number }, value: instance.number }
  - { name: begun, title: { zh-CN: 开始, en: Begun }, value: instance.createdAt }
  - { name: on, title: { zh-CN: 日期, en: Day }, value: instance.startedOn }
  - { name: address, title: { zh-CN: 地址, en: Address }, value: data.address }
  - { name: urgency, title: { zh-CN: 急缓, en: Urgency }, value: data.urgency }
  - { name: fee, title: { zh-CN: 费用, en: Fee }, value: data.fee }
  - { name: each, title: { zh-CN: 每件, en: Each }, value: 12 / data.parcels }
  - { name: state, title: { zh-CN: 进度, en: State }, value: instance.state }
  - { name: outcome, title: { zh-CN: 结果, en: Result }, value: instance.outcome }
struckOff: { when: instance.status == "ended", at: instance.endedAt }
roles: [clerk]
`

const stops = `
register: stops
title: { zh-CN: 停靠, en: Stops }
of: [errand]
rows: { items: stops }
where: item.cost > yuan(1)
period: ended
columns:
  - { name: number, title: { zh-CN: 编号, en: Number }, value: instance.number }
  - { name: place, title: { zh-CN: 地点, en: Place }, value: item.place }
roles: [clerk]
`

const letter = `
dsl: '1'
process: letter
version: 1.0.0
title: { zh-CN: 来函, en: Letter }
calendar: house
start: { roles: [clerk] }
fields:
  sender: { type: text, label: { zh-CN: 来函人, en: Sender } }
  weight: { type: integer, default: 0, label: { zh-CN: 重量, en: Weight } }
events:
  answer: { title: { zh-CN: 答复, en: Answer } }
initial: open
states:
  open: { title: { zh-CN: 待复, en: Open }, task: clerk, due: 2 hours, on: { answer: answered } }
  answered: { type: final, outcome: answered, title: { zh-CN: 已复, en: Answered } }
`

const heavy = `
register: heavy
title: { zh-CN: 重件, en: Heavy }
of: [errand, letter]
where: data.parcels > 0 && present(data.fee)
whereIn: { letter: data.weight > 10 }
columns:
  - { name: who, title: { zh-CN: 何人, en: Who }, value: data.address, valueIn: { letter: data.sender } }
roles: [clerk]
`

const text = (all: { readonly [file: string]: string }) =>
  Object.entries(all).map(([file, content]) => ({ file, text: content }))
const workflows = sound([
  ...files.slice(1),
  ...text({
    'errand.yaml': process,
    'house.yaml': house,
    'book.yaml': book,
    'stops.yaml': stops,
    'letter.yaml': letter,
    'heavy.yaml': heavy,
  }),
])

let t: TestEngine
beforeAll(async () => {
  t = await openTestEngine({ workflows })
  const begin = async (data: object) =>
    accepted(await t.engine.create('errand', { actor: ann, data: { ...data } }))
  // 28 September 09:30 in Shanghai.
  const first = await begin({
    address: '=HYPERLINK("x")',
    fee: -12.5,
    urgency: 'urgent',
    stops: [{ place: 'Harbour', cost: 5 }, { place: 'Gate' }, { place: 'Mill', cost: 0.5 }],
  })
  await begin({ address: 'Lane 5, "Old" house\nback door', parcels: 0 })
  await t.engine.send(first.id, 'go', { actor: ann })
  await t.engine.send(first.id, 'deliver', { actor: ann })
  // 29 September 00:30 in Shanghai, which is still the 28th in UTC.
  t.clock.moveTo(t.clock.now() + 15 * hour)
  await begin({ address: 'Night road', stops: [{ place: 'Bridge', cost: 9 }] })
})
afterAll(() => t.close())

async function exported(format: RegisterFormat, request: RegisterRequest = {}): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of t.engine.exportRegister('book', { ...request, format })) parts.push(part)
  return Buffer.concat(parts)
}

/** The files of a ZIP archive as texts, by name, found by its central directory. */
function unpacked(bytes: Buffer): ReadonlyMap<string, string> {
  const parts = new Map<string, string>()
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16)
  while (bytes.toString('latin1', at, at + 4) === 'PK\u0001\u0002') {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset))
    const head = bytes.readUInt32LE(at + 42)
    const start = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28)
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20))
    const whole = bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)
    parts.set(bytes.toString('utf8', at + 46, at + 46 + (name ?? 0)), whole.toString('utf8'))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return parts
}

describe('a register', () => {
  it('shows each case as a line, the first first, with values for programs and for people', async () => {
    const { items, next } = await t.engine.register('book')

    expect(items.map(({ number }) => number)).toEqual(['E-2026-0001', 'E-2026-0002', 'E-2026-0003'])
    expect(next).toBeUndefined()
    expect(items[0]).toMatchObject({
      instance: 'case-1',
      process: 'errand',
      struckOff: true,
      values: { fee: -12.5, urgency: 'urgent', state: 'delivered', begun: '2026-09-28T01:30:00Z' },
      shown: {
        fee: '-12.50',
        urgency: '加急',
        state: '已送达',
        outcome: '已送达',
        begun: '2026-09-28 09:30',
      },
    })
  })

  it('leaves what is absent blank and tells what cannot be worked out, on the line it belongs to', async () => {
    const { items } = await t.engine.register('book')

    expect(items[1]?.values).not.toHaveProperty('fee')
    expect(items[1]?.failed).toEqual({ each: expect.stringMatching(/divisor other than zero/) as string })
    expect(items[2]).not.toHaveProperty('failed')
  })

  it('takes a period by the days of the process, both ends included', async () => {
    const of = async (from: string, to: string) =>
      (await t.engine.register('book', { from, to })).items.map(({ number }) => number?.slice(-1))

    expect(await of('2026-09-28', '2026-09-28')).toEqual(['1', '2'])
    expect(await of('2026-09-29', '2026-09-30')).toEqual(['3'])
    expect(await of('2026-09-28', '2026-09-29')).toEqual(['1', '2', '3'])
  })

  it('shows only what is open when asked to', async () => {
    const { items } = await t.engine.register('book', { open: true })

    expect(items.map(({ number }) => number)).toEqual(['E-2026-0002', 'E-2026-0003'])
  })

  it('comes in pages that lose and repeat nothing', async () => {
    const seen: (string | undefined)[] = []
    let cursor: string | undefined
    do {
      const page = await t.engine.register('book', { limit: 1, ...(cursor === undefined ? {} : { cursor }) })
      seen.push(...page.items.map(({ number }) => number))
      cursor = page.next
    } while (cursor !== undefined)

    expect(seen).toEqual(['E-2026-0001', 'E-2026-0002', 'E-2026-0003'])
  })

  it('has a line for each item that is meant; what has no end is in no period of ends', async () => {
    const all = await t.engine.register('stops')
    const ended = await t.engine.register('stops', { from: '2026-09-28', to: '2026-09-28' })
    const later = await t.engine.register('stops', { from: '2026-09-29' })

    expect(all.items.map(({ values }) => values['place'])).toEqual(['Harbour', 'Bridge'])
    expect(ended.items.map(({ values }) => values['place'])).toEqual(['Harbour'])
    expect(later.items).toEqual([])
  })

  it('takes what each of its processes has under a name of its own', async () => {
    const write = async (data: object) =>
      accepted(await t.engine.create('letter', { actor: ann, data: { ...data } }))
    await write({ sender: 'Wu', weight: 3 })
    await write({ sender: 'Xu', weight: 12 })

    const { items } = await t.engine.register('heavy')

    expect(items.map(({ process, values }) => [process, values['who']])).toEqual([
      ['errand', '=HYPERLINK("x")'],
      ['letter', 'Xu'],
    ])
    expect(items.every(({ failed }) => failed === undefined)).toBe(true)
  })

  it('refuses a register that is not there, and a period that is none', async () => {
    const wrong = [
      t.engine.register('bock'),
      t.engine.register('book', { from: '2026-02-30' }),
      t.engine.register('book', { from: '2026-10-02', to: '2026-10-01' }),
    ]

    for (const asked of wrong) await expect(asked).rejects.toMatchObject({ code: 'usage-wrong' })
  })
})

describe('a register as CSV', () => {
  it('is read back as it was, formulas guarded, numbers left alone, failures told', async () => {
    const bytes = await exported('csv')

    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const written = bytes.toString('utf8')
    expect(written.split('\r\n')).toHaveLength(5)
    const [head, first, second] = parse(written, { bom: true })
    expect(head).toEqual(['编号', '开始', '日期', '地址', '急缓', '费用', '每件', '进度', '结果', '销号'])
    expect(first).toEqual(
      ['E-2026-0001', '2026-09-28 09:30', '2026-09-28', `'=HYPERLINK("x")`, '加急', '-12.5'].concat([
        '12',
        '已送达',
        '已送达',
        '2026-09-28 09:30',
      ]),
    )
    expect(second?.[3]).toBe('Lane 5, "Old" house\nback door')
    expect(second?.[6]).toMatch(/^#! .*zero/)
  })

  it('speaks the language that was asked for', async () => {
    const written = (await exported('csv', { language: 'en', open: true })).toString('utf8')

    expect(written).toContain('Number,Begun,Day,Address,Urgency')
    expect(written).toContain('Normal')
    expect(written).not.toContain('E-2026-0001')
  })
})

describe('a register as a workbook', () => {
  it('is a packed file with numbers, dates and text, and no formula', async () => {
    const bytes = await exported('xlsx')

    expect(bytes.subarray(0, 2).toString()).toBe('PK')
    const parts = unpacked(bytes)
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    const strings = parts.get('xl/sharedStrings.xml') ?? ''
    // 28 September 2026 is day 46293 of a spreadsheet.
    expect(sheet).toContain('<v>46293</v>')
    expect(sheet).toContain('<v>-12.5</v>')
    expect(sheet).not.toContain('<f>')
    expect(sheet + strings).toContain('=HYPERLINK')
    expect(parts.get('xl/workbook.xml')).toContain('跑腿 登记 簿')
  })
})

describe('another deployment', () => {
  it('replaces the registers; a case of an earlier version tells what it lacks and stays in the book', async () => {
    const more = process.replace(
      '  fee: {',
      '  weight: { type: integer, default: 1, label: { zh-CN: 重量, en: Weight } }\n  fee: {',
    )
    const weights = `${book.replace('register: book', 'register: weights').split('struckOff:')[0] ?? ''}
where: data.weight > 0
roles: [clerk]
`
    const next = sound([
      ...files.slice(1),
      ...text({ 'errand.yaml': more, 'house.yaml': house, 'weights.yaml': weights }),
    ])
    await t.engine.deploy(next)
    t.clock.moveTo(t.clock.now() + day)
    accepted(await t.engine.create('errand', { actor: ann, data: { address: 'New lane' } }))

    const { items } = await t.engine.register('weights')

    expect(t.engine.registers().map(({ id }) => id)).toEqual(['weights'])
    expect(items).toHaveLength(4)
    expect(items[0]?.failed).toHaveProperty('where')
    expect(items[3]).not.toHaveProperty('failed')
  })
})
