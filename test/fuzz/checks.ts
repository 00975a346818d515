import { isDeepStrictEqual } from 'node:util'
import { foldClocks } from '../../engine/core/index.js'
import type { JsonValue } from '../../engine/errors/index.js'
import { differenceOf } from '../replay/difference.js'
import type { TrailEntry } from '../../engine/core/command.js'
import { factsIn } from '../../engine/runtime/process-catalogue.js'
import type { InstanceRecord, TrailRow } from '../../engine/index.js'
import { figuresOf } from './check-figures.js'
import { caseOf, type FuzzWorld } from './fuzz-world.js'
import type { Outcome } from './carry-out.js'
import type { Move } from './move.js'

/** Something that must never be. */
export class FuzzFault extends Error {
  override readonly name = 'FuzzFault'
}

/** Errors a caller can bring about by what it sends. Every other is a fault of the engine. */
const callersErrors: ReadonlySet<string> = new Set(['usage-wrong'])

/** Reasons for which an event is refused that `accepted` knows before anything is entered. */
const foreseeable: ReadonlySet<string> = new Set([
  'event-not-accepted',
  'forbidden',
  'outside-window',
  'instance-suspended',
  'instance-ended',
])

/** Whatever an outcome must be, given how the case stood before. `isSettled`: nothing was due when the move was made. */
export function checkOutcome(
  move: Move,
  outcome: Outcome,
  before: { readonly record: InstanceRecord | undefined; readonly isSettled: boolean },
): void {
  if (outcome.kind === 'done') return
  if (outcome.kind === 'error') {
    if (callersErrors.has(outcome.error.code)) return
    throw new FuzzFault(`It threw '${outcome.error.code}': ${outcome.error.message}`, {
      cause: outcome.error,
    })
  }
  const { refused } = outcome.answer
  if (move.kind === 'send' && move.foretold && before.isSettled) checkForetold(move.foretold, refused?.code)
  if (refused || !before.record || !before.isSettled) return
  checkRevision(move, before.record.revision, outcome.answer)
}

function checkForetold(
  { answer, certain }: NonNullable<Extract<Move, { kind: 'send' }>['foretold']>,
  code: string | undefined,
): void {
  if ((answer === 'no' || answer === 'not-listed') && code === undefined)
    throw new FuzzFault(`'accepted' said ${answer}, but the event was taken.`)
  if (answer === 'yes' && code !== undefined && (certain || foreseeable.has(code)))
    throw new FuzzFault(`'accepted' said yes, but the event was refused with '${code}'.`)
  if (answer === 'depends' && code !== undefined && foreseeable.has(code) && code !== 'outside-window')
    throw new FuzzFault(
      `'accepted' said it depends on the answers, but the event was refused with '${code}'.`,
    )
}

function checkRevision(
  move: Move,
  before: number,
  answer: Extract<Outcome, { kind: 'answer' }>['answer'],
): void {
  if (answer.refused || !('instance' in move)) return
  const { revision } = answer.instance
  const mayStay = move.kind === 'recompute' || move.kind === 'applyProfile' || answer.repeated === true
  if (revision === before + 1 || (mayStay && revision === before)) return
  throw new FuzzFault(`Expected revision ${before + 1} after '${move.kind}', but found ${revision}.`)
}

/** A refusal changes nothing, and what an answer shows is what is stored. */
export async function checkStored(
  world: FuzzWorld,
  outcome: Outcome,
  before: { readonly record: InstanceRecord | undefined; readonly isSettled: boolean },
): Promise<void> {
  if (outcome.kind !== 'answer') return
  const { answer } = outcome
  const { record, isSettled } = before
  if (answer.refused && record && isSettled) {
    const now = await caseOf(world, record.id)
    if (JSON.stringify(now) !== JSON.stringify(record))
      throw new FuzzFault(`It was refused with '${answer.refused.code}', but '${record.id}' has changed.`)
  }
}

/** An answer goes through JSON without loss: it is what a reader gets. */
export async function checkAnswer(world: FuzzWorld, outcome: Outcome): Promise<void> {
  if (outcome.kind !== 'answer' || outcome.answer.refused) return
  const { instance } = outcome.answer
  const stored = await caseOf(world, instance.id)
  if (!isDeepStrictEqual(stored, instance) || JSON.stringify(stored) !== JSON.stringify(instance))
    throw new FuzzFault(`The record of '${instance.id}' in the answer is not the one that is stored.`)
}

/** One case as it lies in the tables: its rows say what its record says, and its clocks what its trail says. */
export async function checkCase(world: FuzzWorld, id: string): Promise<void> {
  const record = await caseOf(world, id)
  const { engine } = world
  const tasks = await column(world, `select id from aftercare_tasks where instance = ? order by id`, id)
  same(`tasks of '${id}'`, record.tasks.map((task) => task.id).sort(), tasks)
  const timers = await column(
    world,
    `select id || ' ' || due_at as id from aftercare_timers where instance = ?`,
    id,
  )
  same(`timers of '${id}'`, record.timers.map((timer) => `${timer.id} ${timer.dueAt}`).sort(), timers.sort())
  const process = await engine.processOf(record)
  const calendars = new Map(engine.calendars().map((calendar) => [calendar.id, calendar]))
  const entries = await wholeTrail(world, id)
  const folded = foldClocks(process, factsIn(process, calendars), entries)
  same(`deadlines of '${id}'`, byId(folded.deadlines), byId(record.deadlines))
  same(`waits of '${id}'`, byId(folded.waits), byId(record.waits))
  const { stored, recounted } = await figuresOf(world, record, entries)
  same(`figures of '${id}'`, recounted, stored)
  await checkEffects(world, record)
  const seqs = entries.map(({ seq }) => seq)
  same(
    `numbers of the trail of '${id}'`,
    seqs,
    Array.from({ length: record.counters.trail }, (_, at) => at + 1),
  )
}

/** Whatever a case waits for is still to be done, or an incident waits for a person; nothing else is. */
async function checkEffects(world: FuzzWorld, record: InstanceRecord): Promise<void> {
  const effects = await world.engine.effects(record.id)
  const waiting = new Set(record.invocations.map(({ id }) => id))
  for (const { id, kind, status } of effects)
    if (kind === 'invoke' && (status === 'pending' || status === 'dead') && !waiting.has(id))
      throw new FuzzFault(`The effect '${id}' is ${status}, but its case no longer waits for it.`)
  const dead = effects.filter(({ status }) => status === 'dead').map(({ id }) => id)
  const open = await column(
    world,
    `select subject as id from aftercare_incidents where status = 'open' and instance = ?`,
    record.id,
  )
  same(`incidents of '${record.id}'`, dead.sort(), open.sort())
}

/** After everything due was done no timer lies in the past, and nothing failed on the way. */
export async function checkNothingDue({ db, clock, errors }: FuzzWorld): Promise<void> {
  if (errors.length > 0) throw new FuzzFault(`The engine logged an error: ${errors[0] ?? ''}`)
  const rows = await db.raw<{ readonly id: string }[]>(
    'select id, due_at from aftercare_timers where armed = 1 and due_at <= ? order by due_at limit 3',
    [clock.now()],
  )
  if (rows.length > 0)
    throw new FuzzFault(
      `All that is due was done, but the timers ${rows.map(({ id }) => id).join(', ')} are still due.`,
    )
}

async function wholeTrail({ engine }: FuzzWorld, id: string): Promise<readonly TrailEntry[]> {
  const rows: TrailRow[] = []
  let cursor: string | undefined
  do {
    const page = await engine.trail(id, { limit: 500, ...(cursor !== undefined && { cursor }) })
    rows.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return rows as unknown as readonly TrailEntry[]
}

async function column({ db }: FuzzWorld, statement: string, id: string): Promise<string[]> {
  const rows = await db.raw<{ readonly id: string }[]>(statement, [id])
  return rows.map((row) => row.id)
}

function byId<T extends { readonly id: string }>(clocks: readonly T[]): readonly T[] {
  return [...clocks].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function same(what: string, expected: unknown, found: unknown): void {
  if (isDeepStrictEqual(expected, found)) return
  const difference =
    differenceOf(expected as JsonValue, found as JsonValue) ?? 'they differ in what JSON does not show'
  throw new FuzzFault(`The ${what} are not as they should be: ${difference}.`)
}
