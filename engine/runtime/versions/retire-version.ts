import type { Actor } from '../../core/command.js'
import { canonicalJson } from '../../errors/index.js'
import type { ProcessVersionRow, StoreTransaction } from '../../store/port.js'
import { checkOptional, checkReason, checkRequest, checkText } from '../check-request.js'
import { onceByKey, type KeyedRequest } from '../idempotency.js'
import { logHouseAct } from '../operate/house-acts.js'
import { unknownActor, unknownProcess } from '../plain-refusals.js'
import { nameOf, type ManageHost } from './deploy-version.js'
import { findVersion } from './find-version.js'
import type { RetireAnswer, RetireRequest } from './manage-calls.js'
import { readVersions } from './process-versions.js'
import { unknownVersion } from './version-refusals.js'

/** Retires versions of a process; see `VersionManagement.retireVersion`. What is retired already stays as it was retired first. */
export async function retireVersion(
  host: ManageHost,
  process: string,
  request: RetireRequest,
): Promise<RetireAnswer> {
  checkText('process', process)
  checkRequest(request)
  checkReason(request.reason)
  checkOptional('version', request.version, 'string')
  const actor = await host.actorOf(request.actor)
  if (!actor) return { refused: unknownActor(nameOf(request.actor)) }
  const retired: string[] = []
  const answer = await host.store.transaction(
    async (tx) => {
      retired.length = 0
      return onceByKey<RetireAnswer>(tx, keyOf(process, request, actor), {
        now: host.clock.now(),
        keyRetention: host.keyRetention,
        repeated: () => Promise.resolve({ versions: [], repeated: true }),
        work: () => retire(tx, host, { process, request, actor, retired }),
      })
    },
    { name: 'retire' },
  )
  if (answer.refused) return answer
  await host.changed()
  for (const version of new Set(retired))
    host.log({ level: 'info', message: `'${process}' ${version} was retired by '${actor.id}'.` })
  // Behind the commit, so that what is current is told as it is now.
  const versions = await readVersions({ reads: host.store.read, isCurrent: host.isCurrent }, process)
  return { ...answer, versions }
}

interface Retiring {
  readonly process: string
  readonly request: RetireRequest
  readonly actor: Actor
  /** Where the names of those are put that are retired now. */
  readonly retired: string[]
}

async function retire(
  tx: StoreTransaction,
  { clock }: ManageHost,
  { process, request: { version, reason }, actor, retired }: Retiring,
): Promise<RetireAnswer> {
  await tx.holdProcesses([process])
  const rows = await tx.processVersions(process)
  if (rows.length === 0) return { refused: unknownProcess(process, await processesOf(tx)) }
  const meant = version === undefined ? rows : meantBy(rows, version)
  if (meant.length === 0) return { refused: unknownVersion(process, version ?? '') }
  const by = { by: actor.id, ...(actor.via !== undefined && { via: actor.via }) }
  const at = clock.now()
  for (const row of meant)
    if (await tx.retireVersion(row.hash, { at, ...by, reason })) retired.push(row.version)
  const detail = { versions: [...new Set(retired)] }
  if (retired.length > 0)
    await logHouseAct(tx, { action: 'retire-version', by: actor, at, reason, process, detail })
  return { versions: [] }
}

function meantBy(rows: readonly ProcessVersionRow[], which: string): readonly ProcessVersionRow[] {
  const named = rows.filter(({ version }) => version === which)
  if (named.length > 0) return named
  const found = findVersion(rows, which)
  return found ? [found] : []
}

async function processesOf(tx: StoreTransaction): Promise<readonly string[]> {
  return [...new Set((await tx.processVersions()).map(({ process }) => process))]
}

/** What its key covers; `undefined` for a request without one. */
function keyOf(
  process: string,
  { idempotencyKey: key, reason, version }: RetireRequest,
  actor: Actor,
): KeyedRequest | undefined {
  if (key === undefined) return undefined
  const scope = canonicalJson({ retire: process, actor: actor.id, via: actor.via ?? '' })
  return { scope, key, body: { reason, version: version ?? '' } }
}
