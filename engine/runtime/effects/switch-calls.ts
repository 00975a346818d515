import type { Actor } from '../../core/command.js'
import { canonicalJson } from '../../errors/index.js'
import { checkReason, checkRequest, checkText } from '../check-request.js'
import type { ActorInput } from '../engine.js'
import { onceByKey, type KeyedRequest } from '../idempotency.js'
import { logHouseAct, type HouseAct } from '../operate/house-acts.js'
import { unknownActor, unknownProcess } from '../plain-refusals.js'
import type { Clock, EngineLog } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import type { Store, StoreTransaction, SwitchRow } from '../../store/port.js'
import type { EffectCalls, SwitchAnswer, SwitchRequest } from './effect-calls.js'
import { drainOf, holdEffects, type Switches } from './switches.js'

export interface SwitchHost {
  readonly store: Store
  /** Processes cases can begin with now. */
  readonly catalogue: { readonly has: ProcessCatalogue['has']; all(): readonly { readonly id: string }[] }
  readonly clock: Pick<Clock, 'now'>
  readonly log: EngineLog
  readonly switches: Pick<Switches, 'keep'>
  /** How long idempotency keys are remembered, in milliseconds. */
  readonly keyRetention: number
  readonly actorOf: (input: ActorInput) => Promise<Actor | undefined>
  /** Told that effects may be taken again. */
  readonly asked: () => void
  /** Told that cases may begin again. */
  readonly told: () => void
}

/** What an operator switches for all nodes at once. What is on already stays as it was switched on. */
export function createSwitchCalls(
  host: SwitchHost,
): Pick<EffectCalls, 'holdEffects' | 'releaseEffects' | 'drain' | 'reopen' | 'switches'> {
  const known = (process: string): SwitchAnswer | undefined => {
    checkText('process', process)
    if (host.catalogue.has(process)) return undefined
    return { refused: unknownProcess(process, [...new Set(host.catalogue.all().map(({ id }) => id))]) }
  }
  return {
    holdEffects: (request) => turn(host, request, { action: 'hold-effects', name: holdEffects, on: true }),
    releaseEffects: async (request) => {
      const answer = await turn(host, request, { action: 'release-effects', name: holdEffects, on: false })
      host.asked()
      return answer
    },
    drain: async (process, request) =>
      known(process) ??
      (await turn(host, request, { action: 'drain-process', process, name: drainOf(process), on: true })),
    // A process that is not in the folder any more may still be drained.
    reopen: async (process, request) => {
      checkText('process', process)
      const release = (tx: StoreTransaction): Promise<void> => tx.releaseHeldBegins(host.clock.now())
      const answer = await turn(host, request, {
        ...{ action: 'reopen-process', process, name: drainOf(process), on: false },
        then: release,
      })
      host.told()
      return answer
    },
    switches: () => host.store.read.switches(),
  }
}

/** What is switched, and how the operators' log calls that. */
interface Turn extends Pick<HouseAct, 'action' | 'process'> {
  readonly name: string
  readonly on: boolean
  readonly then?: (tx: StoreTransaction) => Promise<void>
}

async function turn(
  { store, clock, log, switches, keyRetention, actorOf }: SwitchHost,
  request: SwitchRequest,
  to: Turn,
): Promise<SwitchAnswer> {
  checkRequest(request)
  checkReason(request.reason)
  const { actor: input, reason } = request
  const actor = await actorOf(input)
  if (!actor) return { refused: unknownActor(typeof input === 'string' ? input : input.id) }
  const { name, on } = to
  const now = clock.now()
  const answer = await store.transaction(
    (tx) =>
      onceByKey<SwitchAnswer>(tx, keyedOf(request, { name, on, actor }), {
        now,
        keyRetention,
        // Sent again, it must not undo what somebody else has switched since.
        repeated: async () => ({ switches: await tx.switches(), repeated: true }),
        work: async () => ({ switches: await turned(tx, to, { by: actor, at: now, reason }) }),
      }),
    { name: 'switch' },
  )
  if (answer.refused) return answer
  switches.keep(answer.switches)
  if (!answer.repeated)
    log({ level: 'info', message: `'${name}' was switched ${on ? 'on' : 'off'} by '${actor.id}'.` })
  return answer
}

/** Turns a switch and logs that, unless it stood so already; what is switched on afterwards. */
async function turned(
  tx: StoreTransaction,
  { action, process, name, on, then }: Turn,
  { by, at, reason }: { readonly by: Actor; readonly at: number; readonly reason: string },
): Promise<readonly SwitchRow[]> {
  const wasOn = (await tx.switches()).some((one) => one.name === name)
  if (on) await tx.addSwitch({ name, at, actor: by.id, reason })
  else await tx.removeSwitch(name)
  await then?.(tx)
  if (wasOn !== on)
    await logHouseAct(tx, { action, by, at, reason, ...(process !== undefined && { process }) })
  return tx.switches()
}

/** What its key covers; `undefined` for a request without one. */
function keyedOf(
  { idempotencyKey: key, reason }: SwitchRequest,
  { name, on, actor }: { readonly name: string; readonly on: boolean; readonly actor: Actor },
): KeyedRequest | undefined {
  if (key === undefined) return undefined
  const scope = canonicalJson({ switch: name, actor: actor.id, via: actor.via ?? '' })
  return { scope, key, body: { on, reason } }
}
