import type { Actor } from '../../core/command.js'
import { canonicalJson, EngineError, type Refusal } from '../../errors/index.js'
import type { ProcessVersionRow, Store, StoreReads, StoreTransaction } from '../../store/port.js'
import { checkReason, checkRequest } from '../check-request.js'
import type { ActorInput } from '../engine.js'
import { onceByKey, type KeyedRequest } from '../idempotency.js'
import { refuseErrors } from '../load-workflows.js'
import { logHouseAct } from '../operate/house-acts.js'
import { unknownActor } from '../plain-refusals.js'
import type { Clock, EngineLog } from '../ports.js'
import type { CheckedSource, CheckedVersion } from './check-source.js'
import { compareNames } from './compare-names.js'
import type { DeployAnswer, DeployedVersion, DeployRequest } from './manage-calls.js'
import { versionNotNewer, versionRetired, versionTaken } from './version-refusals.js'

/** What deploying and retiring need. */
export interface ManageHost {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly log: EngineLog
  /** How long idempotency keys are remembered, in milliseconds. */
  readonly keyRetention: number
  readonly actorOf: (input: ActorInput) => Promise<Actor | undefined>
  /** Whether new cases begin with the version of a hash. */
  readonly isCurrent: (hash: string) => boolean
  /** Told after the commit, so that new cases of this node begin with what is current now. */
  readonly changed: () => Promise<void>
}

/** Stores the versions of a checked text with who deployed them; see `VersionManagement.deployVersion`. */
export async function deployVersion(
  host: ManageHost,
  checked: CheckedSource,
  request: DeployRequest,
): Promise<DeployAnswer> {
  checkRequest(request)
  checkReason(request.note, 'note')
  refuseErrors(checked.problems)
  const actor = await host.actorOf(request.actor)
  if (!actor) return { refused: unknownActor(nameOf(request.actor)) }
  if (request.dryRun) return planOf(host.store.read, checked)
  const answer = await host.store.transaction((tx) => inTransaction(tx, host, { checked, request, actor }), {
    name: 'deploy-version',
  })
  if (answer.refused || answer.repeated) return answer
  await host.changed()
  const isNew = answer.versions.some((version) => version.isNew)
  const name = `'${checked.process ?? ''}' ${checked.versions[0]?.version ?? ''}`
  if (isNew) host.log({ level: 'info', message: `${name} was deployed by '${actor.id}'.` })
  return answer
}

/** Who asked, for a refusal. */
export const nameOf = (input: ActorInput): string => (typeof input === 'string' ? input : input.id)

interface Deploying {
  readonly checked: CheckedSource
  readonly request: DeployRequest
  readonly actor: Actor
}

async function inTransaction(
  tx: StoreTransaction,
  { clock, keyRetention }: ManageHost,
  { checked, request, actor }: Deploying,
): Promise<DeployAnswer> {
  const now = clock.now()
  const keyed = keyOf(checked, request, actor)
  return onceByKey<DeployAnswer>(tx, keyed, {
    now,
    keyRetention,
    repeated: () => Promise.resolve({ versions: checked.versions.map(known), repeated: true }),
    work: async () => {
      // Another node may deploy the same name: whoever comes second finds what the first has left.
      await tx.holdProcesses([checked.process ?? ''])
      const plan = await planOf(tx, checked)
      if (plan.refused) return plan
      const by = { by: actor.id, ...(actor.via !== undefined && { via: actor.via }), note: request.note }
      const fresh = new Set(plan.versions.flatMap(({ hash, isNew }) => (isNew ? [hash] : [])))
      for (const version of checked.versions) {
        if (!fresh.has(version.hash)) continue
        const row = { ...rowOf(version), deployedAt: now, deployed: by }
        if (!(await tx.deployVersion(row, checked.text))) throw deployedMeanwhile(version)
      }
      if (fresh.size > 0) await logDeployed(tx, { checked, request, actor }, now)
      return plan
    },
  })
}

async function logDeployed(
  tx: StoreTransaction,
  { checked: { process = '', versions }, request: { note }, actor }: Deploying,
  at: number,
): Promise<void> {
  const detail = { versions: [...new Set(versions.map(({ version }) => version))] }
  await logHouseAct(tx, { action: 'deploy-version', by: actor, at, reason: note, process, detail })
}

/** What a deployment would lead to, by what the database holds. */
async function planOf(reads: Pick<StoreReads, 'processVersions'>, checked: CheckedSource) {
  const { process = '', versions, folderVersion } = checked
  const rows = await reads.processVersions(process)
  const refused = versions.flatMap((version) => refusalOf(version, rows, folderVersion) ?? [])
  const [first] = refused
  if (first) return { refused: { ...first, reasons: refused.flatMap(({ reasons }) => reasons) } } as const
  const deployed = new Set(rows.flatMap((row) => (row.deployed ? [row.hash] : [])))
  return { versions: versions.map((one) => ({ ...known(one), isNew: !deployed.has(one.hash) })) }
}

function refusalOf(
  version: CheckedVersion,
  rows: readonly ProcessVersionRow[],
  folderVersion: string | undefined,
): Refusal | undefined {
  const alike = rows.filter(({ profile }) => profile === version.profile)
  const same = alike.find(({ hash }) => hash === version.hash)
  if (same?.retired) return versionRetired(same)
  const other = alike.find((row) => row.version === version.version && row.hash !== version.hash)
  if (other) return versionTaken(other)
  const inUse = alike.filter((row) => !row.retired && (row.deployed || row.version === folderVersion))
  const newer = inUse
    .map((row) => row.version)
    .sort(compareNames)
    .findLast((name) => compareNames(name, version.version) > 0)
  return newer === undefined ? undefined : versionNotNewer({ ...rowOf(version) }, newer)
}

function rowOf({ hash, id, version, profile, resolved }: CheckedVersion) {
  return { hash, process: id, version, ...(profile !== undefined && { profile }), resolved }
}

function known({ hash, id, version, profile }: CheckedVersion): DeployedVersion {
  return { hash, process: id, version, ...(profile !== undefined && { profile }), isNew: false }
}

/** What its key covers; `undefined` for a request without one. */
function keyOf(
  { process = '', text }: CheckedSource,
  { idempotencyKey: key, note }: DeployRequest,
  actor: Actor,
): KeyedRequest | undefined {
  if (key === undefined) return undefined
  const scope = canonicalJson({ deploy: process, actor: actor.id, via: actor.via ?? '' })
  return { scope, key, body: { text, note } }
}

/** Rolls back: the next attempt finds the other one, and says what it is. */
function deployedMeanwhile({ id, version }: CheckedVersion): EngineError {
  return new EngineError(
    'database-busy',
    `Expected to deploy '${id}' ${version}, but somebody deployed the same version at the same moment. Send it again.`,
    { retryable: true },
  )
}
