import type { CheckedDatabase } from './database.js'
import { timedStates } from './parcel-files.js'
import type { Acknowledged, LoadReport, Taken } from './parts.js'

/** What was counted from outside when everything had run dry. */
export interface Counts {
  readonly acknowledged: number
  /** Acknowledged, and not in the case it was acknowledged of. */
  readonly lost: number
  /** Requests that took effect more than once. */
  readonly doubled: number
  readonly timers: {
    readonly armed: number
    readonly fired: number
    readonly twice: number
    readonly missed: number
  }
  readonly effects: {
    readonly requested: number
    /** Keys that arrived, however often. */
    readonly delivered: number
    /** Deliveries beyond the first of each key, which a receiver has to bear. */
    readonly again: number
    readonly missing: number
    /** Requests for which something was taken under two keys. */
    readonly takenTwice: number
    /** Overtaken by a later one although they were to be done in order. */
    readonly outOfOrder: number
  }
  /** Cases that cases waited for. */
  readonly cases: { readonly asked: number; readonly missing: number; readonly twice: number }
}

type Row = { readonly [column: string]: unknown }

/** Counts from the tables and from what was sent and taken, which the nodes had no hand in. */
export async function check(
  db: CheckedDatabase,
  { acknowledged }: LoadReport,
  taken: readonly Taken[],
): Promise<Counts> {
  return {
    acknowledged: acknowledged.length,
    ...(await checkRequests(db, acknowledged)),
    timers: await checkTimers(db),
    effects: await checkEffects(db, taken),
    cases: await checkCases(db),
  }
}

async function checkRequests(
  db: CheckedDatabase,
  acknowledged: readonly Acknowledged[],
): Promise<Pick<Counts, 'lost' | 'doubled'>> {
  const scans = await db.rows(
    `select instance, ${db.inBody('answers', 'scanned')} as mark from aftercare_trail where type = 'event-accepted'`,
  )
  const creations = await db.rows(
    `select instance, ${db.inBody('data', 'mark')} as mark from aftercare_trail
     where type = 'created' and ${db.inBody('process')} = 'parcel'`,
  )
  const told = new Set(
    [...scans, ...creations].map(({ instance, mark }) => `${String(instance)} ${String(mark)}`),
  )
  return {
    lost: acknowledged.filter(({ instance, mark }) => !told.has(`${instance} ${mark}`)).length,
    doubled: repeated(scans.map(({ mark }) => mark)) + repeated(creations.map(({ mark }) => mark)),
  }
}

/** Every visit of a state that only its timer ends has armed it, and has to see it fire once. */
async function checkTimers(db: CheckedDatabase): Promise<Counts['timers']> {
  const states = timedStates.map((state) => `'${state}'`).join()
  const of = (type: string): Promise<readonly Row[]> =>
    db.rows(
      `select instance, ${db.inBody('state')} as state, ${db.inBody('visit')} as visit from aftercare_trail
       where type = '${type}' and ${db.inBody('state')} in (${states})`,
    )
  const name = ({ instance, state, visit }: Row): string => [instance, state, visit].join(' ')
  const armed = (await of('state-entered')).map(name)
  const fired = (await of('timer-fired')).map(name)
  const once = new Set(fired)
  return {
    armed: armed.length,
    fired: fired.length,
    twice: repeated(fired),
    missed: armed.filter((visit) => !once.has(visit)).length,
  }
}

async function checkEffects(db: CheckedDatabase, taken: readonly Taken[]): Promise<Counts['effects']> {
  const requested = await db.rows(
    `select id, instance, in_order from aftercare_effects where status <> 'cancelled' order by row_id`,
  )
  const told = await db.rows(
    `select ${db.inBody('id')} as id from aftercare_trail where type = 'effect-requested'`,
  )
  const arrived = new Map(taken.map((one, place) => [one.key, place]))
  const known = new Set(requested.map(({ id }) => id))
  return {
    requested: told.length,
    delivered: taken.length,
    again: taken.reduce((sum, { times }) => sum + times - 1, 0),
    missing: [...requested, ...told.filter(({ id }) => !known.has(id))].filter(
      ({ id }) => !arrived.has(String(id)),
    ).length,
    takenTwice: repeated(taken.filter(({ mark }) => mark !== '').map(({ lane, mark }) => `${lane} ${mark}`)),
    outOfOrder: overtaken(requested, arrived),
  }
}

/** Rows in the order in which they were asked for: of a case, those in order have to have arrived in that order. */
function overtaken(requested: readonly Row[], arrived: ReadonlyMap<string, number>): number {
  const last = new Map<unknown, number>()
  let count = 0
  for (const { id, instance, in_order: inOrder } of requested) {
    const place = arrived.get(String(id))
    if (Number(inOrder) !== 1 || place === undefined) continue
    if (place < (last.get(instance) ?? -1)) count += 1
    last.set(instance, place)
  }
  return count
}

async function checkCases(db: CheckedDatabase): Promise<Counts['cases']> {
  const rows = async (type: string): Promise<readonly unknown[]> =>
    (await db.rows(`select ${db.inBody('case')} as id from aftercare_trail where type = '${type}'`)).map(
      ({ id }) => id,
    )
  const asked = await rows('case-asked-for')
  const ended = await rows('child-ended')
  const once = new Set(ended)
  return {
    asked: asked.length,
    missing: asked.filter((id) => !once.has(id)).length,
    twice: repeated(ended),
  }
}

function repeated(values: readonly unknown[]): number {
  return values.length - new Set(values).size
}
