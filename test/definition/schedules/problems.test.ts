import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources } from '../../../engine/index.js'
import { dutyFiles, scheduleText } from './duty-files.js'

type Lines = { readonly [key: string]: string | undefined }

const problemsOf = (lines: Lines) => checkWorkflows(readSources(dutyFiles(scheduleText(lines)))).problems

describe('a sound schedule', () => {
  it.each<[string, Lines]>([
    ['with everything left out that may be', {}],
    ['of a profile', { profile: 'generic' }],
    ['with a calendar of its own', { calendar: 'shop' }],
    [
      'over a list by ids',
      { forEach: '{ items: [hall, yard] }', with: '{ place: =item.id, dueOn: =today }' },
    ],
    [
      'over a list with values',
      { forEach: '{ items: [{ id: a, with: { place: hall } }] }', with: '{ floor: 2 }' },
    ],
    [
      'over open cases',
      {
        forEach: '{ cases: { process: contract, state: running, where: item.data.site != "closed" } }',
        with: '{ place: =item.data.site, contract: "=or(item.number, item.id)" }',
      },
    ],
    ['over open cases in short', { forEach: '{ cases: contract }', with: '{ place: =item.data.site }' }],
    ['of a process with a form', { process: 'contract', with: '{ site: hall, floors: 2 }' }],
    [
      'with all policies',
      { catchUp: 'all', within: '3 working days', from: '2026-10-01', until: '2027-10-01' },
    ],
  ])('%s has no problem', (_name, lines) => {
    expect(problemsOf(lines)).toEqual([])
  })
})

describe('a faulty schedule', () => {
  it.each<[string, Lines, string, string]>([
    ['an unknown process', { process: 'dutty' }, 'unknown-process', 'process'],
    [
      'a moment no event has told',
      { with: '{ place: hall, dueOn: =dateOf(occurredAt) }' },
      'expression-unknown-name',
      'with',
    ],
    ['an unknown profile', { profile: 'generik' }, 'unknown-profile', 'profile'],
    ['an unknown calendar', { calendar: 'shoop' }, 'unknown-calendar', 'calendar'],
    ['an unknown cadence', { every: 'fortnight' }, 'wrong-value', 'every'],
    ['days of the month in a week', { every: 'week', on: '[thu, 16]' }, 'wrong-value', 'on'],
    ['weekdays in a month', { every: 'month', on: 'mon' }, 'wrong-value', 'on'],
    ['a day no month has', { every: 'month', on: '32' }, 'wrong-value', 'on'],
    ['a date no year has', { every: 'year', on: '02-30' }, 'wrong-value', 'on'],
    ['a day of the month in a quarter', { every: 'quarter', on: '15' }, 'wrong-value', 'on'],
    ['three days in a half-month', { every: 'half-month', on: '[1, 11, 21]' }, 'wrong-value', 'on'],
    ['days where there is nothing to choose', { on: 'mon' }, 'wrong-value', 'on'],
    ['no days where there are some to choose', { every: 'month' }, 'missing-key', 'every'],
    ['one day twice', { every: 'week', on: '[mon, mon]' }, 'duplicate-id', 'on'],
    ['a time that does not exist', { at: "'24:00'" }, 'wrong-value', 'at'],
    ['one time twice', { at: '[09:00, 09:00]' }, 'duplicate-id', 'at'],
    ['a shift of working days', { shift: 'next working day' }, 'wrong-value', 'shift'],
    ['a first day that does not exist', { from: '2026-02-30' }, 'wrong-value', 'from'],
    ['a last day before the first', { from: '2026-02-02', until: '2026-02-01' }, 'wrong-value', 'until'],
    [
      'days that never come',
      { every: 'year', on: '10-01', shift: 'skip', from: '2026-01-01', until: '2026-12-31' },
      'schedule-never-due',
      'every',
    ],
    ['a duration that is none', { within: '3 workdays' }, 'wrong-duration', 'within'],
    ['a range of durations', { within: '1 to 3 days' }, 'wrong-duration', 'within'],
    ['a limit of nothing', { catchUp: 'none', within: '3 days' }, 'wrong-value', 'within'],
    ['an unknown policy', { catchUp: 'some' }, 'wrong-value', 'catchUp'],
    [
      'a field that does not exist',
      { with: '{ place: hall, plaace: hall }' },
      'unknown-field',
      'with.plaace',
    ],
    ['a value that does not fit', { with: '{ place: hall, floor: two }' }, 'wrong-type', 'with.floor'],
    ['an expression that does not fit', { with: '{ place: =today }' }, 'expression-type', 'with.place'],
    [
      'an expression on what is not there',
      { with: '{ place: =actor.id }' },
      'expression-unknown-name',
      'with.place',
    ],
    [
      'an item where there is no list',
      { with: '{ place: =item.id }' },
      'expression-unknown-name',
      'with.place',
    ],
    ['a required field nobody gives', { with: '{ floor: 2 }' }, 'missing-key', 'schedule'],
    [
      'what the form does not ask for',
      { process: 'contract', with: '{ site: a, remark: b }' },
      'unknown-field',
      'with.remark',
    ],
    ['a list and cases', { forEach: '{ items: [a], cases: contract }' }, 'unknown-key', 'forEach'],
    ['an object twice', { forEach: '{ items: [a, a] }' }, 'duplicate-id', 'forEach.items.1.id'],
    [
      'an object without its field',
      { forEach: '{ items: [a, { id: b, with: { place: b } }] }', with: '{ floor: 2 }' },
      'missing-key',
      'forEach.items.0',
    ],
    [
      'cases of an unknown process',
      { forEach: '{ cases: contracts }' },
      'unknown-process',
      'forEach.cases.process',
    ],
    [
      'an unknown state',
      { forEach: '{ cases: { process: contract, state: runing } }' },
      'unknown-state',
      'forEach.cases.state',
    ],
    [
      'a condition that is none',
      { forEach: '{ cases: { process: contract, where: item.data.site } }' },
      'expression-type',
      'forEach.cases.where',
    ],
    [
      'a field that may be absent',
      { forEach: '{ cases: contract }', with: '{ place: hall, floor: =item.data.floors }' },
      'field-not-tested',
      'with.floor',
    ],
  ])('with %s is told', (_name, lines, code, path) => {
    const problems = problemsOf(lines)

    expect(problems.map((problem) => problem.code)).toEqual([code])
    expect(problems[0]?.place?.path).toContain(path)
    expect(problems[0]?.place?.file).toBe('schedules/1.yaml')
  })

  it('is not among those that run', () => {
    const workflows = checkWorkflows(readSources(dutyFiles(scheduleText({ every: 'month' }))))

    expect(workflows.schedules).toEqual([])
  })

  it('does not say again what is wrong with its process', () => {
    const files = dutyFiles(scheduleText()).map(({ file, text }) =>
      file === 'duty.yaml'
        ? { file, text: text.replace('on: { finish: done }', 'on: { finish: gone }') }
        : { file, text },
    )

    const codes = checkWorkflows(readSources(files)).problems.map(
      ({ code, place }) => `${place?.file} ${code}`,
    )

    expect(codes.filter((code) => code.startsWith('schedules/'))).toEqual([])
  })

  it('with the id of another is told once', () => {
    const { problems, schedules } = checkWorkflows(readSources(dutyFiles(scheduleText(), scheduleText())))

    expect(problems.map(({ code }) => code)).toEqual(['duplicate-id'])
    expect(schedules).toHaveLength(1)
  })
})
