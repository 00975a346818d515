import type { InstanceRecord, TrailRow } from '../../engine/index.js'
import type { Asked, Call, RecordedHistory } from './call.js'
import { contradiction, replayTrail, type ReplayedCase } from './replayed-case.js'

/**
 * Whether what callers saw can have happened in one order per case: the revisions of the calls that took effect follow
 * each other without gap; a call that ended before another began comes before it; each answer shows the case as the trail
 * tells it behind that step; a key that came again changed nothing; a refusal shows the case at some moment of the call.
 * Gives what speaks against it, nothing where nothing does.
 */
export function checkHistory({ calls, cases }: RecordedHistory): readonly string[] {
  const known = new Set(cases.map(({ first }) => first.id))
  const strangers = calls.filter(({ asked }) => !known.has(asked.instance))
  return [
    ...strangers.map(({ asked }) => `a call for the unknown case '${asked.instance}'`),
    ...calls.flatMap(({ failed, asked }) =>
      failed === undefined ? [] : [`${name(asked)} threw '${failed}'`],
    ),
    ...cases.flatMap((one) =>
      checkCase(
        calls.filter(({ asked }) => asked.instance === one.first.id),
        one,
      ),
    ),
  ]
}

function checkCase(
  calls: readonly Call[],
  {
    first,
    last,
    trail,
  }: { readonly first: InstanceRecord; readonly last: InstanceRecord; readonly trail: readonly TrailRow[] },
): readonly string[] {
  const told = replayed(trail, first)
  if (typeof told === 'string') return [`case '${first.id}': ${told}`]
  const effective = calls
    .filter((call) => call.refused === undefined && !call.repeated && call.record)
    .sort((a, b) => revisionOf(a) - revisionOf(b))
  return [
    ...withoutGaps(effective, first, last),
    ...effective.flatMap((call) => inTrail(call, told)),
    ...calls.flatMap((call) => asTold(call, told)),
    ...inRealTime(effective),
    ...readsInRealTime(calls, effective),
    ...repeatsAgree(calls),
    ...(told.length === last.revision
      ? []
      : [`case '${first.id}': its trail has ${told.length} steps, not ${last.revision}`]),
  ]
}

function replayed(trail: readonly TrailRow[], first: InstanceRecord): readonly ReplayedCase[] | string {
  try {
    return replayTrail(trail, first)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function withoutGaps(
  effective: readonly Call[],
  first: InstanceRecord,
  last: InstanceRecord,
): readonly string[] {
  const found = effective.map(revisionOf)
  const expected = Array.from({ length: last.revision - first.revision }, (_, at) => first.revision + 1 + at)
  if (JSON.stringify(found) === JSON.stringify(expected)) return []
  return [
    `case '${first.id}': expected each revision from ${first.revision + 1} to ${last.revision} to be answered once, but found ${found.join(', ')}`,
  ]
}

/** The step of an answer must be the one that was asked for. */
function inTrail(call: Call, told: readonly ReplayedCase[]): readonly string[] {
  const { asked } = call
  const step = told[revisionOf(call) - 1]
  const body = JSON.stringify(step?.asked.body ?? null)
  const isMine = asked.kind === 'go' ? body.includes('"go"') : body.includes(String(asked.mark))
  return isMine
    ? []
    : [`${name(asked)} was answered with revision ${revisionOf(call)}, but the trail has there: ${body}`]
}

/** Every record that was shown is one the case went through. */
function asTold({ asked, record }: Call, told: readonly ReplayedCase[]): readonly string[] {
  const step = record && told[record.revision - 1]
  if (!record) return []
  if (!step) return [`${name(asked)} showed revision ${record.revision}, which never was`]
  const difference = contradiction(record, step)
  return difference === undefined ? [] : [`${name(asked)}: ${difference}`]
}

/** Real time: in the order of revisions nobody may have begun after the end of one that comes later. */
function inRealTime(effective: readonly Call[]): readonly string[] {
  const faults: string[] = []
  let latest: Call | undefined
  for (const call of effective) {
    if (latest && call.end < latest.begin)
      faults.push(
        `${name(call.asked)} ended before ${name(latest.asked)} began, but has the later revision ${revisionOf(call)}`,
      )
    if (!latest || call.begin > latest.begin) latest = call
  }
  return faults
}

/** What a call shows without taking effect is no older than its begin and no newer than its end. */
function readsInRealTime(calls: readonly Call[], effective: readonly Call[]): readonly string[] {
  const reads = calls.filter((call) => (call.refused !== undefined || call.repeated) && call.record)
  return reads.flatMap((read) => {
    const shown = revisionOf(read)
    const missed = effective.find((call) => call.end < read.begin && revisionOf(call) > shown)
    const early = effective.find((call) => call.begin > read.end && revisionOf(call) <= shown)
    return [
      ...(missed
        ? [
            `${name(read.asked)} showed revision ${shown}, but ${name(missed.asked)} had ended before it began`,
          ]
        : []),
      ...(early
        ? [`${name(read.asked)} showed revision ${shown}, but ${name(early.asked)} only began after it`]
        : []),
    ]
  })
}

/** Of the calls with one key one takes effect, and the others say so. */
function repeatsAgree(calls: readonly Call[]): readonly string[] {
  const keyed = new Map<string, Call[]>()
  for (const call of calls) {
    const { instance, idempotencyKey } = call.asked
    if (idempotencyKey === undefined) continue
    const key = `${instance} ${idempotencyKey}`
    keyed.set(key, [...(keyed.get(key) ?? []), call])
  }
  return [...keyed].flatMap(([key, same]) => {
    const first = same.filter(({ refused, repeated }) => refused === undefined && !repeated)
    const repeats = same.filter(({ repeated }) => repeated)
    const [taken] = first
    return [
      ...(first.length > 1 ? [`the key ${key} took effect ${first.length} times`] : []),
      ...(repeats.length > 0 && !taken
        ? [`the key ${key} was said to have taken effect, but no call did`]
        : []),
      ...repeats
        .filter((call) => taken && revisionOf(call) < revisionOf(taken))
        .map((call) => `${name(call.asked)} repeated key ${key} and showed the case before it took effect`),
    ]
  })
}

function revisionOf({ record }: Call): number {
  return record?.revision ?? 0
}

function name({ kind, instance, mark }: Asked): string {
  return `${kind} ${mark} on '${instance}'`
}
