import type { InstanceRecord } from '../../core/record.js'
import { EngineError } from '../../errors/index.js'
import type { EffectFailure, EffectRow, IncidentRow, Store, StoreTransaction } from '../../store/port.js'
import type { Instant } from '../../time/instant.js'
import { workOnCase } from '../case-work.js'
import { loggedFailure } from '../failure-text.js'
import type { Clock, EngineLog } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { lockRecord } from '../stored-record.js'
import { settlementOf, type FinishedAttempt } from './settle-effect.js'

/** What settling effects needs. */
export interface SettlingHost {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly log: EngineLog
  /** Between 0 and 1, for the pauses between attempts. */
  readonly random: () => number
  /** Told of every case that was changed. */
  readonly committed: (record: InstanceRecord) => void
}

/**
 * Opens an incident for an effect nobody could deliver, and notes it in the history of its case, in one transaction. A
 * case that cannot take the note, since something is wrong with it, has its incident all the same.
 */
export async function giveUp(host: SettlingHost, finished: FinishedAttempt): Promise<void> {
  try {
    await inOneTransaction(host, finished, noteInCase)
  } catch (error) {
    if (isOfDatabase(error)) throw error
    const { code, detail } = loggedFailure(error)
    const { id, instance } = finished.effect
    const message = `The incident of effect '${id}' could not be noted in its case. ${detail}`
    host.log({ level: 'error', code, instance, message })
    await inOneTransaction(host, finished, () => Promise.resolve(undefined))
  }
}

type Note = (
  host: SettlingHost,
  tx: StoreTransaction,
  given: { readonly incident: IncidentRow; readonly now: Instant },
) => Promise<InstanceRecord | undefined>

async function inOneTransaction(host: SettlingHost, finished: FinishedAttempt, note: Note): Promise<void> {
  const { store, clock, log, random } = host
  const { id, instance } = finished.effect
  const now = clock.now()
  const done = await store.transaction(
    async (tx) => {
      // The case before its effect, as whoever saves a step locks them.
      const stored = await tx.lockInstance(instance)
      const [current] = await tx.lockEffects([id])
      const settlement = settlementOf(finished, current, { now, random })
      if (settlement.kind !== 'give-up' || !current) return undefined
      const { failure } = settlement
      await tx.saveEffects([{ id, status: 'dead', failure }])
      const incident = incidentOf(current, failure, { now, number: stored?.number })
      await tx.addIncident(incident)
      return { failure, record: await note(host, tx, { incident, now }) }
    },
    { name: 'effect-dead' },
  )
  if (!done) return
  const { attempts, lane } = finished.effect
  const message = `Effect '${id}' of '${lane}' could not be delivered in ${attempts} attempts; an incident waits for a person. ${done.failure.message}`
  log({ level: 'error', code: done.failure.code, instance, message })
  if (done.record) host.committed(done.record)
}

const noteInCase: Note = async ({ catalogue }, tx, { incident, now }) => {
  const before = await lockRecord(tx, incident.instance)
  if (!before) return undefined
  const process = await catalogue.version(tx, before.version)
  const { id, subject: effect, code } = incident
  const command = { kind: 'incident', change: 'opened', incident: id, effect, code } as const
  return (await workOnCase(tx, catalogue, { process, before, command, now, mode: 'live' })).record
}

function incidentOf(
  { id, instance, process, kind, lane, state, attempts }: EffectRow,
  { code, message }: EffectFailure,
  { now, number }: { readonly now: Instant; readonly number: string | undefined },
): IncidentRow {
  return {
    id: `${id}-i${attempts}`,
    instance,
    process,
    ...(number !== undefined && { number }),
    kind: 'effect',
    subject: id,
    code,
    detail: { message, effect: kind, lane, state, attempts },
    openedAt: now,
    status: 'open',
  }
}

/** The database's failures concern whatever else is written to it. */
export function isOfDatabase(error: unknown): boolean {
  return error instanceof EngineError && /^(database-|engine-stopped)/.test(error.code)
}
