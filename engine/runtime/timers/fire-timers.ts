import type { InstanceRecord } from '../../core/record.js'
import type { GroupTransaction, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { fireDue } from '../case-work.js'
import { isRelated } from '../cases/index.js'
import type { DueCase } from './due-cases.js'
import type { DueLoopOptions, FiredCase } from './due-loop.js'
import { currentTrace, type Watch } from '../observe/index.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { sharesRows } from '../shares-rows.js'
import { soonestTimer } from './soonest-timer.js'
import { lockRecord } from '../stored-record.js'

export interface FiringHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  /** Told of every case a timer has changed, after the commit. */
  readonly committed: (record: InstanceRecord) => void
  readonly watch: Watch
}

/** What became of one case of a group. */
interface Outcome extends FiredCase {
  readonly record?: InstanceRecord | undefined
}

/** Fires the timers of cases that are due, for the loop: one case in a transaction, or several. */
export function firingOf(host: FiringHost): Required<Pick<DueLoopOptions, 'fire' | 'fireTogether'>> {
  const { store, committed, watch } = host
  const fire = async (due: DueCase, now: Instant): Promise<void> => {
    const record = await followed(host, due, () =>
      store.transaction((tx) => fireCase(host, tx, { due, now }), { name: 'due' }),
    )
    if (record) fired(due, record, now)
  }
  const fired = (due: DueCase, record: InstanceRecord, now: Instant): void => {
    watch.tell({ kind: 'timer', process: record.process, lateMs: Math.max(now - due.dueAt, 0) })
    committed(record)
  }
  return {
    fire,
    async fireTogether(dues, now, took) {
      const outcomes = await store.group((tx) => fireGroup(host, tx, { dues, now }), { name: 'due' })
      for (const { due } of outcomes) took(due)
      for (const { due, record } of outcomes) if (record) fired(due, record, now)
      return outcomes
    },
  }
}

/** Lets the work on a case whose timers are due be followed. Nobody's request is its cause. */
function followed(
  { watch }: FiringHost,
  { instance }: DueCase,
  fire: () => Promise<InstanceRecord | undefined>,
): Promise<InstanceRecord | undefined> {
  return watch.around({ kind: 'timer', name: 'due', instance }, async (span) => {
    const record = await fire()
    if (record) span.about({ process: record.process })
    return record
  })
}

/** What is due for one case. Gives the case, where anything was to be done. */
async function fireCase(
  { catalogue }: FiringHost,
  tx: StoreTransaction,
  { due, now }: { readonly due: DueCase; readonly now: Instant },
): Promise<InstanceRecord | undefined> {
  const before = await lockRecord(tx, due.instance)
  // Another node, or an event, may have been faster; a replayed case is history.
  if (!before || before.replayed) return undefined
  const process = await catalogue.version(tx, before.version)
  // Only a case that nobody can tell anything, and that shares no rows with others, need not wait for them.
  const waits = isRelated(before) || sharesRows(process, catalogue.all())
  const until = waits ? due.dueAt : now
  const trace = currentTrace()
  const work = { process, before, now: until, mode: 'live', untilItTells: true, trace } as const
  return (await fireDue(tx, catalogue, work)).record
}

/**
 * As many of the first cases as come out the same as if each were fired by itself: it ends before one that somebody else
 * has locked, behind and before one that has to do with other cases, since messages may come in between, and where a
 * timer was armed that comes before the next one.
 */
async function fireGroup(
  host: FiringHost,
  tx: GroupTransaction,
  { dues, now }: { readonly dues: readonly DueCase[]; readonly now: Instant },
): Promise<readonly Outcome[]> {
  const instances = dues.map(({ instance }) => instance).sort()
  const locked = new Set(await tx.prepare({ instances, keys: [] }))
  const outcomes: Outcome[] = []
  let armed = Infinity
  for (const due of dues) {
    if (locked.has(due.instance) || armed < due.dueAt) break
    const before = await tx.lockInstance(due.instance)
    if (outcomes.length > 0 && before && isRelated(before)) break
    const { record, ...outcome } = await attempted(tx, due, () =>
      followed(host, due, () => fireCase(host, tx, { due, now })),
    )
    outcomes.push({ ...outcome, record })
    if (!record) continue
    if (isRelated(record)) break
    armed = Math.min(armed, soonestTimer(record) ?? Infinity)
  }
  return outcomes
}

async function attempted(
  tx: GroupTransaction,
  due: DueCase,
  fire: () => Promise<InstanceRecord | undefined>,
): Promise<Outcome> {
  const done = await tx.attempt(fire)
  return done.ok ? { due, record: done.value } : { due, error: done.error }
}
