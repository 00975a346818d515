import { describe, expect, it } from 'vitest'
import { compiled, problemsOf, processFile } from './check-files.js'

const fields = `fields:
  serial: { type: text, label: { zh-CN: 编号, en: Serial number } }
  price: { type: money, label: { zh-CN: 价格, en: Price } }
  name: { type: text, personal: true, label: { zh-CN: 姓名, en: Name } }
  boughtOn: { type: date, label: { zh-CN: 购买日期, en: Bought on } }
`
const unit = 'unit: { serial: serial }\n'

function problems(open: string, parts = fields + unit) {
  return problemsOf(processFile({ parts, open })).map(({ code, place, hint }) => ({
    code,
    path: place?.path,
    hint,
  }))
}

describe('unit', () => {
  it('is read into the process with its actions', () => {
    const open = 'entry: { unit: { purchase: { on: 2026-01-01, warrantyEndsOn: =data.boughtOn } } }\n'
    const process = compiled(processFile({ parts: fields + unit, open }))

    expect(process.unit).toEqual({ serial: 'serial' })
    expect(process.states.get('open')?.entry).toMatchObject([
      {
        kind: 'unit',
        act: 'purchase',
        values: [
          ['on', { kind: 'literal', value: '2026-01-01' }],
          ['warrantyEndsOn', { kind: 'expression' }],
        ],
      },
    ])
  })

  it('is one of the names of an expression only where the process has a unit', () => {
    const guard = 'always: [ { guard: "unit.repairedTimes > 3", target: closed } ]\n'

    expect(problems(guard)).toEqual([])
    expect(problems(guard, fields)).toMatchObject([{ code: 'expression-unknown-name' }])
  })

  it.each([
    ['a date that is none', 'entry: { unit: { purchase: { on: soon } } }', 'wrong-value'],
    [
      'an expression of another type',
      'entry: { unit: { purchase: { on: =data.price } } }',
      'expression-type',
    ],
    ['no new serial number', 'entry: { unit: { exchange: { on: =today } } }', 'missing-key'],
    ['a key nobody knows', 'entry: { unit: { repair: { fautl: noise } } }', 'unknown-key'],
    ['two acts at once', 'entry: { unit: { repair: {}, purchase: { on: =today } } }', 'wrong-value'],
    ['a personal value', 'entry: { unit: { repair: { fault: =data.name } } }', 'wrong-value'],
  ])('is a problem with %s', (_, open, code) => {
    expect(problems(`${open}\n`).map((problem) => problem.code)).toContain(code)
  })

  it('tells customers apart by a field that cases are searched by', () => {
    const named = (field: string) =>
      problems(
        '',
        fields +
          `  phone: { type: text, search: true, label: { zh-CN: 电话, en: Telephone } }\nunit: { serial: serial, customer: ${field} }\n`,
      )

    expect(named('phone')).toEqual([])
    expect(named('name')).toMatchObject([
      {
        code: 'wrong-value',
        path: 'unit.customer',
        hint: "Mark it with 'search: true', or name a field that is.",
      },
    ])
  })

  it('is a problem without the field of the serial number', () => {
    const open = 'entry: { unit: { repair: { fault: noise } } }\n'

    expect(problems(open, fields)).toMatchObject([{ code: 'missing-key', path: 'states.open.entry.0.unit' }])
    expect(problems(open, `${fields}unit: { serial: serail }\n`)).toMatchObject([
      { code: 'unknown-field', path: 'unit.serial', hint: "Did you mean 'serial'?" },
    ])
    expect(problems(open, `${fields}unit: { serial: price }\n`)).toMatchObject([{ code: 'wrong-type' }])
  })

  it('tells an answer that may be absent only where the act cannot do without it', () => {
    const optional = 'entry: { unit: { repair: { startedOn: =data.boughtOn } } }\n'
    const needed = 'entry: { unit: { purchase: { on: =data.boughtOn } } }\n'

    expect(problems(optional)).toEqual([])
    expect(problems(needed)).toMatchObject([{ code: 'field-not-tested' }])
  })
})
