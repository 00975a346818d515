import { describe, expect, it } from 'vitest'
import { checkFiles, organisationFile, processFile } from './check-files.js'

const parts = `fields: { note: { type: text, label: { zh-CN: 注, en: Note } } }
forms: { asking: { ask: [note], also: { extra: { type: text, label: { zh-CN: 外, en: Extra } } } } }
decisions: { payer: { in: { note: 'or(data.note, "")' }, out: { who: text }, rules: [ { then: { who: us } } ] } }`
const files = {
  'organisation.yaml': organisationFile,
  'people.yaml': 'cast: everyday\npeople: { ann: { roles: [staff] } }\n',
  'repair.yaml': processFile({ parts }).replace('on: { finish: {', 'on: { finish: { form: asking,'),
}

/** Code, severity and nearest name of the problems of one step; the rest of the files is right. */
function told(step: string, process: Partial<typeof files> = {}) {
  const story = `scenario: a story\nprocess: repair\nat: 2026-09-28T09:30+08:00\nstart: { by: ann }\nsteps:\n  - ${step}\n`
  return checkFiles({ ...files, ...process, 'story.yaml': story })
    .problems.filter(({ place }) => place?.file === 'story.yaml')
    .map(({ code, severity, nearest }) => [code, severity, nearest])
}

describe('a story', () => {
  it.each([
    '{ wait: 2 days, expect: { state: open, visits: { open: 1 }, due: { open: 2026-10-01T09:30+08:00 }, breached: ["open#due"] } }',
    '{ send: finish, by: ann, with: { note: x, extra: y }, expect: { ended: closed, data: { note: x }, decided: { payer: { who: us } } } }',
    '{ note: hello, by: ann, expect: { tasks: [staff], absent: [note], messages: [ { template: deadline-breached, to: leader } ] } }',
    '{ send: finnish, by: ann, with: { nonsense: 1 }, to: opn, expect: { refused: event-not-accepted } }',
    '{ until: 2026-10-08T18:00+08:00 }',
    '{ begin: again, by: ann, with: { note: x }, expect: { state: open, similar: [] } }\n  - { in: again, note: hello, by: ann }',
  ])('is right when all it names is there: %s', (step) => {
    expect(told(step)).toEqual([])
  })

  it.each([
    ['{ wait: 3 dayz }', 'wrong-duration', '3 days'],
    ['{ until: 2026-02-30T10:00Z }', 'wrong-value', undefined],
    ['{ send: finish }', 'missing-key', undefined],
    ['{ note: hello }', 'missing-key', undefined],
    ['{ begin: again }', 'missing-key', undefined],
    ['{ begin: again, by: ann, with: { nots: x } }', 'unknown-field', 'note'],
    ['{ begin: again, by: ann, in: repair }', 'unknown-key', undefined],
    ['{ begin: again, by: ann }\n  - { in: agian, note: hello, by: ann }', 'wrong-value', 'again'],
    ['{ correct: { note: x } }', 'missing-key', undefined],
    ['{ correct: { nots: x }, by: ann }', 'unknown-field', 'note'],
    ['{ send: finish, by: ann, with: { nota: x } }', 'unknown-field', 'note'],
    ['{ send: finish, by: ann, to: opne }', 'unknown-state', 'open'],
    ['{ result: { of: bank, done: {} } }', 'wrong-value', undefined],
    ['{ wait: 1 day, expect: { state: opne } }', 'unknown-state', 'open'],
    ['{ wait: 1 day, expect: { visits: { opne: 1 } } }', 'unknown-state', 'open'],
    ['{ wait: 1 day, expect: { due: { opne: 2026-10-08T18:00+08:00 } } }', 'unknown-state', 'open'],
    ['{ wait: 1 day, expect: { due: { open: 2026-13-08T18:00+08:00 } } }', 'wrong-value', undefined],
    ['{ wait: 1 day, expect: { breached: ["open#duo"] } }', 'unknown-key', 'due'],
    ['{ wait: 1 day, expect: { data: { notes: x } } }', 'unknown-field', 'note'],
    ['{ wait: 1 day, expect: { absent: [notes] } }', 'unknown-field', 'note'],
    ['{ wait: 1 day, expect: { decided: { player: { who: us } } } }', 'unknown-key', 'payer'],
    ['{ wait: 1 day, expect: { decided: { payer: { how: us } } } }', 'unknown-key', undefined],
    ['{ wait: 1 day, expect: { ended: close } }', 'wrong-value', 'closed'],
    ['{ wait: 1 day, expect: { refused: forbiden } }', 'wrong-value', 'forbidden'],
    ['{ wait: 1 day, expect: { tasks: [staf] } }', 'unknown-role', 'staff'],
    ['{ wait: 1 day, expect: { messages: [ { template: ready } ] } }', 'unknown-template', undefined],
    ['{ wait: 1 day, expect: { vouchers: { receipt: issued } } }', 'unknown-paper', undefined],
  ])('is told of a name that could never fit, when it is checked: %s', (step, code, nearest) => {
    expect(told(step)).toEqual([[code, 'error', nearest]])
  })

  it('may send an event nobody handles, with a warning unless it expects to be refused', () => {
    expect(told('{ send: finnish, by: ann }')).toEqual([['unknown-event', 'warning', 'finish']])
  })

  it('is not measured against a process of which parts were left out', () => {
    const broken = files['repair.yaml'].replace('type: final', 'type: finall')
    expect(told('{ wait: 1 day, expect: { state: closed } }', { 'repair.yaml': broken })).toEqual([])
  })
})

describe('a mapping of an event log', () => {
  const log = (row: string, role = 'staff') =>
    checkFiles({
      ...files,
      'log.yaml': `replay: log\nprocess: repair\ncolumns: { case: case, time: time }\nactor: { roles: { A: [${role}] } }\nrows: [ { when: { a: b }, ${row} } ]\n`,
    }).problems.map(({ code, nearest, place }) => [place?.file, code, nearest])

  it('is right when events, answers, fields and roles are there', () => {
    expect(log('send: finish, with: { note: { column: n }, extra: { value: x } }')).toEqual([])
  })

  it.each([
    ['send: finnish', 'staff', 'unknown-event', 'finish'],
    ['send: finish, with: { nota: { column: n } }', 'staff', 'unknown-field', 'note'],
    ['create: { with: { nota: { column: n } } }', 'staff', 'unknown-field', 'note'],
    ['send: finish', 'staf', 'unknown-role', 'staff'],
  ])('is told of what is not there: %s', (row, role, code, nearest) => {
    expect(log(row, role)).toEqual([['log.yaml', code, nearest]])
  })
})
