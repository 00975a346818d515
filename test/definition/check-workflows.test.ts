import { describe, expect, it } from 'vitest'
import { compileProcess, readSources, resolveProcess, runRules } from '../../engine/definition/index.js'
import { checkFiles, marksOf, organisationFile, processFile } from './check-files.js'

const good = { 'organisation.yaml': organisationFile, 'repair.yaml': processFile() }

describe('a set of files', () => {
  it('is right when all its references are', () => {
    const checked = checkFiles(good)
    expect(checked.problems).toEqual([])
    expect(checked.processes.map(({ id }) => id)).toEqual(['repair'])
    expect(checked.organisation.roles['leader']?.title.en).toBe('Leader')
  })

  it('shows every mistake of every file at once, by file and line', () => {
    const checked = checkFiles({
      'a.yaml': processFile({
        parts: 'fields: { n: { type: integr, label: { zh-CN: 数, en: N } } }',
        open: 'entry: [ { raise: finnish } ]\nafter: { 3 dayz: closed }\nalways: [ { guard: "visits.opn > 1", target: clsed } ]',
      }),
      'b.yaml': 'profile: shop\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repare: {} }\n',
      'organisation.yaml': organisationFile,
    })
    expect(marksOf(checked.problems).map((mark) => mark.replace(/:\d+ /, ' '))).toEqual([
      'a.yaml:5 unknown-type',
      'a.yaml:12 unknown-event',
      'a.yaml:13 wrong-duration',
      'a.yaml:14 expression-unknown-name',
      'a.yaml:14 unknown-target',
      'b.yaml:3 unknown-process',
    ])
    expect(checked.processes).toEqual([])
  })

  it('shows a problem that all profiles share once', () => {
    const shop = (name: string) =>
      `profile: ${name}\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repair: {} }\n`
    const checked = checkFiles({
      ...good,
      'repair.yaml': processFile({ open: 'entry: [ { raise: finnish } ]' }),
      'shop.yaml': shop('shop'),
      'works.yaml': shop('works'),
    })
    expect(marksOf(checked.problems)).toEqual(['repair.yaml:11:23 unknown-event'])
  })

  it('runs a process without the profile that is wrong', () => {
    const checked = checkFiles({
      ...good,
      'repair.yaml': processFile({
        parts: 'parameters: { n: { type: integer, default: 1, title: { zh-CN: 数, en: N } } }',
      }),
      'shop.yaml': 'profile: shop\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repair: { n: x } }\n',
    })
    expect(marksOf(checked.problems)).toEqual(['shop.yaml:3:28 wrong-type'])
    expect(checked.processes.map(({ profile }) => profile)).toEqual([undefined])
  })

  it('warns of a required figure only while no profile gives it', () => {
    const parts = 'parameters: { n: { type: duration, required: true, title: { zh-CN: 数, en: N } } }'
    const files = { ...good, 'repair.yaml': processFile({ parts, open: 'after: { n: closed }' }) }
    const shop = 'profile: shop\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repair: { n: 3 days } }\n'
    const without = checkFiles(files)
    expect(without.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['parameter-without-value', 'warning'],
    ])
    expect(without.processes[0]?.unsetParameters).toEqual(['n'])
    expect(checkFiles({ ...files, 'shop.yaml': shop }).problems).toEqual([])
  })

  it('does not report a name again whose definition was faulty', () => {
    const parts = 'fields: { n: { typ: integer, label: { zh-CN: 数, en: N } } }'
    const checked = checkFiles({
      ...good,
      'repair.yaml': processFile({ parts, open: 'entry: [ { clear: [n] } ]' }),
    })
    expect(new Set(checked.problems.map(({ place }) => place?.line))).toEqual(new Set([5]))
  })

  it('checks who and what scenarios and replays name', () => {
    const checked = checkFiles({
      ...good,
      'people.yaml': 'cast: everyday\npeople: { clerk-1: { roles: [staf] } }\n',
      'story.yaml':
        'scenario: a story\nprocess: repare\nat: 2026-09-28T09:30+08:00\nstart: { by: clerk-2 }\nsteps: [ { send: finish, by: clerk-9 } ]\n',
      'other.yaml':
        'scenario: another story\nprocess: repair\nprofile: shop\nat: 2026-09-28T09:30+08:00\nstart: { by: clerk-1 }\n',
      'log.yaml':
        'replay: log\nprocess: repair\ncolumns: { case: case, time: time }\nactor: { roles: { A: [staff] } }\nrows: [ { when: { a: b }, send: finnish } ]\n',
    })
    expect(marksOf(checked.problems)).toEqual([
      'log.yaml:5:33 unknown-event',
      'other.yaml:3:10 unknown-profile',
      'people.yaml:2:30 unknown-role',
      'story.yaml:2:10 unknown-process',
      'story.yaml:4:14 unknown-person',
      'story.yaml:5:30 unknown-person',
    ])
    expect(checked.problems.find(({ code }) => code === 'unknown-role')?.nearest).toBe('staff')
  })

  it('places the mistakes of a template in its own file', () => {
    const checked = checkFiles({
      ...good,
      'repair.yaml': processFile({ open: 'entry: [ { notify: { to: [staff], template: ready } } ]' }),
      'ready.yaml': "template: ready\nbody: { zh-CN: '好了', en: 'Ready: ${data.nme}' }\n",
    })
    expect(marksOf(checked.problems)).toEqual(['ready.yaml:2:41 expression-unknown-name'])
  })
})

describe('a rule that crashes', () => {
  it('is a problem, keeps what it found, and hides no other rule', () => {
    // Given a sound process and two rules
    const set = readSources(Object.entries(good).map(([file, text]) => ({ file, text })))
    const document = set.documents.find(({ kind }) => kind === 'process')!
    const { lenient, incomplete } = compileProcess(resolveProcess(document, set).resolved)
    const context = { document, process: lenient, set, pathOf: () => [], incomplete }

    // When the first fails half-way
    const problems = runRules(
      [
        {
          name: 'dead-end',
          *check() {
            yield { path: ['states', 'open'], message: 'Expected x, but y.' }
            throw new Error('broken')
          },
        },
        { name: 'missing-title', check: () => [{ path: [], message: 'Expected a, but b.' }] },
      ],
      context,
    )

    // Then
    expect(problems.map(({ code }) => code)).toEqual(['dead-end', 'rule-crashed', 'missing-title'])
    expect(problems[1]?.message).toContain("'dead-end'")
    expect(problems[1]?.message).toContain('broken')
  })
})
