import { latestVoucher, valueAt } from '../../core/index.js'
import type { DeadlineRecord, InstanceRecord } from '../../core/record.js'
import type { Expect } from '../../definition/generated/scenario.js'
import { canonicalJson, type JsonObject, type JsonValue } from '../../errors/index.js'
import type { ValueType } from '../../expression/expression.js'
import { formatInstant, parseInstant } from '../../time/index.js'
import { messageDifferences } from './message-differences.js'
import { isSameValue } from './same-value.js'
import { messagesOf, type Happening } from './scenario-play.js'

/** One thing that was not as the story says. `path` leads from the step to the expectation. */
export interface Difference {
  readonly path: readonly (string | number)[]
  readonly expected: string
  readonly found: string
}

/** What a story may look at after a step. */
export interface Seen {
  readonly happening: Happening
  readonly record: InstanceRecord | undefined
  /** Deadlines broken so far, as `state#deadline`. */
  readonly breached: ReadonlySet<string>
  /** Zone in which times are shown. */
  readonly zone: string
  /** What a person would have written for a value: things of the cast put in. */
  expectedData(path: string, value: unknown): JsonValue
  /** Type of a field by dotted path; `undefined` where nothing is known of it. */
  typeOf(path: string): ValueType | undefined
}

/** Compares what the story expects after a step with what there is. Only what is named is looked at. */
export function checkExpectation(expect: Expect, seen: Seen): readonly Difference[] {
  const { record } = seen
  const differences = [...refusalDifferences(expect, seen)]
  if (!record) return [...differences, ...withoutCase(expect)]
  const found: readonly (readonly Difference[])[] = [
    differ(placeOf('state', expect.state), expect.state && sorted(expect.state), sorted(innermost(record))),
    differ(
      ['ended'],
      expect.ended,
      record.status === 'ended' ? (record.outcome ?? '(no outcome)') : '(still open)',
    ),
    ...Object.entries(expect.due ?? {}).map(([key, due]) => dueDifference(key, due, seen, record)),
    messageDifferences(expect.messages, messagesOf(seen.happening.advanced), seen.zone),
    ...Object.entries(expect.visits ?? {}).map(([path, visits]) =>
      differ(['visits', path], visits, record.visits[path] ?? 0),
    ),
    ...Object.entries(expect.data ?? {}).map(([path, value]) =>
      dataDifference(path, seen.expectedData(path, value), seen, record),
    ),
    ...(expect.absent ?? []).map((path, index) =>
      valueAt(record.data, path) === undefined
        ? []
        : differ(['absent', index], '(absent)', valueAt(record.data, path) ?? null),
    ),
    ...Object.entries(expect.decided ?? {}).map(([name, out]) =>
      decidedDifferences(name, out as JsonObject, seen),
    ),
    differ(
      placeOf('tasks', expect.tasks),
      expect.tasks && sorted(expect.tasks),
      sorted(record.tasks.flatMap((task) => task.roles)),
    ),
    listedDifferences('breached', expect.breached, seen.breached),
    listedDifferences(
      'paused',
      expect.paused,
      idsWhere(record, ({ paused }) => paused !== undefined),
    ),
    listedDifferences(
      'provisional',
      expect.provisional,
      idsWhere(record, ({ provisional }) => provisional),
    ),
    ...Object.entries(expect.vouchers ?? {}).map(([paper, state]) =>
      differ(
        ['vouchers', paper],
        state,
        latestVoucher(record.vouchers ?? [], paper)?.state ?? '(no such paper)',
      ),
    ),
  ]
  return [...differences, ...found.flat()]
}

function refusalDifferences(expect: Expect, { happening }: Seen): readonly Difference[] {
  const refusal = happening.result?.kind === 'refused' ? happening.result.refusal : undefined
  if (expect.refused !== undefined) return differ(['refused'], expect.refused, refusal?.code ?? '(accepted)')
  if (!refusal) return []
  const reasons = refusal.reasons.map(
    // The sentence of a problem ends in a full stop of its own.
    (reason) =>
      `${reason.code}: ${reason.text.en.replace(/\.$/, '')}${reason.field === undefined ? '' : ` (${reason.field})`}`,
  )
  return [
    { path: [], expected: 'the step to be accepted', found: `refused, ${[...new Set(reasons)].join('; ')}` },
  ]
}

/** Paths of the active states that have no active state inside. */
export function innermost(record: InstanceRecord): string[] {
  const paths = record.active.map((state) => state.path)
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)))
}

function dataDifference(
  path: string,
  expected: JsonValue,
  seen: Seen,
  { data }: InstanceRecord,
): readonly Difference[] {
  const found = valueAt(data, path)
  if (found !== undefined && isSameValue(expected, found, seen.typeOf(path))) return []
  return differ(['data', path], expected, found ?? '(absent)')
}

function dueDifference(
  key: string,
  due: string,
  { zone }: Seen,
  record: InstanceRecord,
): readonly Difference[] {
  const deadline = deadlineOf(record.deadlines, key)
  const at = parseInstant(due)
  if (deadline && deadline.dueAt === at) return []
  return [
    {
      path: ['due', key],
      expected: at === undefined ? due : formatInstant(at, zone),
      found: deadline ? formatInstant(deadline.dueAt, zone) : '(no such deadline is open)',
    },
  ]
}

/** What is expected of a case that was never begun, except its refusal. */
function withoutCase(expect: Expect): readonly Difference[] {
  return Object.keys(expect)
    .filter((key) => key !== 'refused')
    .map((key) => ({ path: [key], expected: 'a case', found: '(none: its start was refused)' }))
}

/** Open deadlines of which something holds, as `state#deadline`. */
function idsWhere(
  { deadlines }: InstanceRecord,
  holds: (deadline: DeadlineRecord) => boolean,
): ReadonlySet<string> {
  return new Set(deadlines.filter(holds).map(({ id }) => id))
}

/** Each expected deadline must be among those there are; where none is expected there must be none. */
function listedDifferences(
  name: 'breached' | 'paused' | 'provisional',
  expected: readonly string[] | undefined,
  there: ReadonlySet<string>,
): readonly Difference[] {
  if (!expected) return []
  const found = [...there].join(', ') || '(none)'
  if (expected.length === 0) return there.size === 0 ? [] : [{ path: [name], expected: '(none)', found }]
  const isThere = (key: string): boolean =>
    there.has(key) || [...there].some((id) => id.startsWith(`${key}#`))
  return expected.flatMap((key, index) =>
    isThere(key) ? [] : [{ path: [name, index], expected: key, found }],
  )
}

/** A deadline by `state#name`, or by its state alone where that has one, or one named `due`. */
function deadlineOf(deadlines: readonly DeadlineRecord[], key: string): DeadlineRecord | undefined {
  const ofState = deadlines.filter((deadline) => deadline.state === key)
  return (
    deadlines.find((deadline) => deadline.id === key) ??
    ofState.find(({ name }) => name === 'due') ??
    ofState[0]
  )
}

function decidedDifferences(name: string, out: JsonObject, { happening }: Seen): readonly Difference[] {
  const refused = happening.result?.kind === 'refused' ? happening.result.decided : []
  const decided = [...happening.advanced.flatMap((one) => one.trail), ...refused]
    .filter((entry) => entry.type === 'decided' && entry.body['decision'] === name)
    .at(-1)
  const outputs = (decided?.body['outputs'] ?? {}) as JsonObject
  return Object.entries(out).flatMap(([key, value]) =>
    differ(
      ['decided', name, key],
      value,
      decided ? (outputs[key] ?? '(absent)') : '(was not decided in this step)',
    ),
  )
}

/** One difference, or none. Where nothing is expected there is none. */
export function differ(
  path: Difference['path'],
  expected: JsonValue | undefined,
  found: JsonValue,
): readonly Difference[] {
  if (expected === undefined || canonicalJson(expected) === canonicalJson(found)) return []
  return [{ path, expected: show(expected), found: show(found) }]
}

function show(value: JsonValue): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(', ') || '(none)'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A list of one is mostly written as that one alone: the caret stands under it. */
function placeOf(key: string, expected: readonly string[] | undefined): Difference['path'] {
  return expected?.length === 1 ? [key, 0] : [key]
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
