import { describe, expect, it } from 'vitest'
import { problemsOf, processFile } from './check-files.js'

/** What is written, with the mistake between « and »; the place of « is where the problem must be. */
interface Mistake {
  readonly name: string
  readonly parts?: string
  readonly open?: string
  readonly code: string
  readonly nearest?: string
}

const fields = `fields:
  goodsAt: { type: choice, of: { us: { zh-CN: 我处, en: Us }, home: { zh-CN: 家, en: Home } }, default: home, label: { zh-CN: 处, en: At } }
  amount: { type: money, label: { zh-CN: 金额, en: Amount } }
  note: { type: text, label: { zh-CN: 备注, en: Note } }
  lines: { type: list, of: { type: object, fields: { no: { type: integer, required: true }, done: boolean } }, label: { zh-CN: 行, en: Lines } }
`
const parameters = `parameters:
  silence: { type: duration, default: 30 days, title: { zh-CN: 沉默, en: Silence } }
  rounds: { type: integer, default: 3, title: { zh-CN: 次, en: Rounds } }
`
const text = '{ zh-CN: 不, en: "No." }'

const mistakes: readonly Mistake[] = [
  {
    name: 'a range where the case moves',
    open: 'after: { «1 to 3 hours»: { branches: [ { target: closed } ] } }',
    code: 'wrong-duration',
  },
  {
    name: 'a range before a deadline',
    open: 'deadlines: { late: { within: 1 day, warn: [ { at: «1 to 2 hours before» } ] } }',
    code: 'wrong-duration',
  },
  {
    name: 'a target nobody has',
    open: 'always: [ { guard: "visits.open > 9", target: «close» } ]',
    code: 'unknown-target',
    nearest: 'closed',
  },
  {
    name: 'a role nobody has',
    open: 'deadlines: { late: { within: 1 day, escalate: [«leeder»] } }',
    code: 'unknown-role',
    nearest: 'leader',
  },
  {
    name: 'a raise nobody handles',
    open: 'entry: [ { raise: «finnish» } ]',
    code: 'unknown-event',
    nearest: 'finish',
  },
  {
    name: 'a field nobody has',
    parts: fields,
    open: 'entry: [ { assign: { «godsAt»: us } } ]',
    code: 'unknown-field',
    nearest: 'goodsAt',
  },
  {
    name: 'a field nobody has, shown beside an event',
    parts: `${fields}events: { finish: { shows: [note, «amuont»] } }`,
    code: 'unknown-field',
    nearest: 'amount',
  },
  {
    name: 'a choice that is no option',
    parts: fields,
    open: 'entry: [ { assign: { goodsAt: «uss» } } ]',
    code: 'wrong-value',
    nearest: 'us',
  },
  {
    name: 'a literal of another type',
    parts: fields,
    open: 'entry: [ { assign: { amount: «much» } } ]',
    code: 'wrong-type',
  },
  {
    name: 'an expression of another type',
    parts: fields,
    open: 'entry: [ { assign: { note: =«1 + 1» } } ]',
    code: 'expression-type',
  },
  {
    name: 'a fault inside an expression in a map',
    parts: fields,
    open: 'entry: [ { append: { lines: { no: "=«vists.open»" } } } ]',
    code: 'expression-unknown-name',
    nearest: 'visits',
  },
  {
    name: 'a condition that decides nothing',
    parts: fields,
    open: 'always: [ { guard: «data.goodsAt», target: closed } ]',
    code: 'expression-type',
  },
  {
    name: 'a part of items that is unknown',
    parts: fields,
    open: 'entry: [ { update: { lines: { where: "item.no == 1", set: { «don»: true } } } } ]',
    code: 'unknown-field',
    nearest: 'done',
  },
  {
    name: 'an append to what is no list',
    parts: fields,
    open: 'entry: [ { append: { «note»: x } } ]',
    code: 'wrong-type',
  },
  {
    name: 'a cleared field that is always there',
    parts: fields,
    open: 'entry: [ { clear: [«goodsAt»] } ]',
    code: 'wrong-value',
  },
  {
    name: 'a template nobody wrote',
    open: 'entry: [ { notify: { to: [staff], template: «ready» } } ]',
    code: 'unknown-template',
  },
  { name: 'a paper nobody wrote', open: 'entry: [ { issue: «receipt» } ]', code: 'unknown-paper' },
  {
    name: 'a parameter nobody declared',
    parts: parameters,
    open: 'after: { «silense»: closed }',
    code: 'unknown-parameter',
    nearest: 'silence',
  },
  {
    name: 'a parameter that is no duration',
    parts: parameters,
    open: 'after: { «rounds»: closed }',
    code: 'wrong-type',
  },
  ...[
    ['a duration above its bound', 'default: «12 working days», max: 10 working days', 'wrong-duration'],
    [
      'a duration in another unit than its bound',
      'default: «3 days», max: 10 working days',
      'wrong-duration',
    ],
    ['a range that ends above its bound', 'default: «2 to 12 days», max: 10 days', 'wrong-duration'],
    ['a bound of durations that is a number', 'default: 3 days, max: «10»', 'wrong-duration'],
    ['a bound of durations that is no duration', 'default: 3 days, max: «soon»', 'wrong-duration'],
    ['a bound of durations that is a range', 'default: 3 days, max: «3 to 10 days»', 'wrong-duration'],
  ].map(([name = '', given = '', code = '']) => ({
    name,
    parts: `parameters: { silence: { type: duration, ${given}, title: { zh-CN: 沉默, en: Silence } } }`,
    code,
  })),
  {
    name: 'a bound of numbers that is a text',
    parts:
      'parameters: { rounds: { type: integer, default: 3, max: «3 days», title: { zh-CN: 次, en: Rounds } } }',
    code: 'wrong-type',
  },
  {
    name: 'a duration that is none',
    open: 'after: { «3 dayz»: closed }',
    code: 'wrong-duration',
    nearest: '3 days',
  },
  {
    name: 'a warning that is no duration',
    open: 'deadlines: { late: { within: 2 days, warn: «soon enough before» } }',
    code: 'wrong-duration',
  },
  {
    name: 'working time without a calendar',
    open: 'after: { «4 working hours»: closed }',
    code: 'missing-key',
  },
  {
    name: 'a deadline without a length',
    open: 'deadlines: { «late»: { escalate: [leader] } }',
    code: 'missing-key',
  },
  {
    name: 'a deadline until a text',
    parts: fields,
    open: 'deadlines: { late: { until: «data.note» } }',
    code: 'expression-type',
  },
  {
    name: 'an invariant in no state',
    parts: `invariants: { home: { in: [«closd»], if: "true == true", else: ${text} } }`,
    code: 'unknown-state',
    nearest: 'closed',
  },
  {
    name: 'a form that asks for nothing known',
    parts: `${fields}forms: { f: { ask: [«nots»] } }`,
    code: 'unknown-field',
    nearest: 'note',
  },
  {
    name: 'a form that requires what it does not ask',
    parts: `${fields}forms: { f: { ask: [note], required: [«amount»] } }`,
    code: 'unknown-field',
  },
  {
    name: 'an answer that has the name of a field asked',
    parts: `${fields}forms: { f: { ask: [note], also: { «note»: { type: text } } } }`,
    code: 'duplicate-id',
  },
  {
    name: 'a correctable field that is unknown',
    parts: `${fields}editable: { fields: [«amont»], roles: [staff] }`,
    code: 'unknown-field',
    nearest: 'amount',
  },
  { name: 'a calendar nobody wrote', parts: 'calendar: «house»', code: 'unknown-calendar' },
  {
    name: 'a type nobody wrote',
    parts: 'fields: { who: { type: «persn», label: { zh-CN: 人, en: Who } } }',
    code: 'unknown-type',
    nearest: 'person',
  },
  {
    name: 'a default that does not fit',
    parts: 'fields: { n: { type: integer, default: «many», label: { zh-CN: 数, en: N } } }',
    code: 'wrong-type',
  },
  {
    name: 'a pattern of another engine',
    parts: "fields: { n: { type: text, pattern: «'(?=a)b'», label: { zh-CN: 数, en: N } } }",
    code: 'wrong-value',
  },
  {
    name: 'a schema that names another file',
    parts: 'fields: { n: { type: object, schema: { $ref: «"http://x/y"» }, label: { zh-CN: 数, en: N } } }',
    code: 'wrong-value',
  },
  {
    name: 'a parameter whose default does not fit',
    parts: 'parameters: { n: { type: integer, default: «x», title: { zh-CN: 数, en: N } } }',
    code: 'wrong-type',
  },
  {
    name: 'a duration parameter whose default is none',
    parts: 'parameters: { n: { type: duration, default: «3 dayz», title: { zh-CN: 数, en: N } } }',
    code: 'wrong-duration',
    nearest: '3 days',
  },
  {
    name: 'a result no rule column knows',
    parts: `${fields}decisions: { d: { in: { at: data.goodsAt }, out: { ok: boolean }, rules: [ { then: { ok: true, «oks»: true } } ] } }`,
    code: 'unknown-field',
    nearest: 'ok',
  },
  {
    name: 'a rule that does not give every result',
    parts: `${fields}decisions: { d: { in: { at: data.goodsAt }, out: { ok: boolean, why: text }, rules: [ { «then»: { ok: true } } ] } }`,
    code: 'missing-key',
  },
  {
    name: 'a cell that is no option',
    parts: `${fields}decisions: { d: { in: { at: data.goodsAt }, out: { ok: boolean }, rules: [ { when: { at: «hom» }, then: { ok: true } }, { then: { ok: false } } ] } }`,
    code: 'wrong-cell',
    nearest: 'home',
  },
  {
    name: 'a column that is unknown',
    parts: `${fields}decisions: { d: { in: { at: data.goodsAt }, out: { ok: boolean }, rules: [ { when: { «ad»: home }, then: { ok: true } }, { then: { ok: false } } ] } }`,
    code: 'unknown-field',
    nearest: 'at',
  },
  { name: 'a number without a counter', parts: 'number: «"R-{yyyy}-{mm}"»', code: 'wrong-value' },
]

describe('a process with one mistake', () => {
  it.each(mistakes)('is told of $name, where it stands', (mistake) => {
    // Given a process with the mistake marked
    const marked = processFile({
      ...(mistake.parts !== undefined && { parts: mistake.parts }),
      ...(mistake.open !== undefined && { open: mistake.open }),
    })
    const text = marked.replaceAll(/[«»]/g, '')

    // When it is checked
    const errors = problemsOf(text).filter(({ severity }) => severity === 'error')

    // Then exactly this is reported, at the mark
    const before = marked.slice(0, marked.indexOf('«')).split('\n')
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    expect(
      errors.map(({ code, place: at, nearest }) => ({ code, line: at?.line, column: at?.column, nearest })),
    ).toEqual([{ code: mistake.code, ...place, nearest: mistake.nearest }])
    expect(errors[0]?.message).toMatch(/^Expected .+, but .+\.( .+)?$/s)
  })
})
