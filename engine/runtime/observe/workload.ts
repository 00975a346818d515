import type { Backlog, Store } from '../../store/port.js'
import type { GroupCommit } from '../group-commit.js'
import type { EffectLoop } from '../effects/index.js'
import type { Clock } from '../ports.js'
import type { ToldStuck } from '../stuck/index.js'

/** How much there is to do now. Only the first two are this node's alone. */
export interface Workload extends Backlog {
  /** Requests of this node that wait for a transaction. */
  readonly waitingRequests: number
  /** Attempts at effects that this node has under way. */
  readonly attemptsUnderWay: number
  /** Effects that wait for a person. */
  readonly openIncidents: number
}

/** The engine's calls for whoever watches it. */
export interface WatchCalls {
  /** How much waits to be done, on this node and in the database. */
  workload(): Promise<Workload>
  /**
   * Why a case does not move: what it waits for, and what may be done next by whom, in data and in words. `undefined`
   * when there is no such case.
   */
  whyStuck(instance: string): Promise<ToldStuck | undefined>
}

/** How much waits to be done, asked of the parts that know. */
export function workloadOf(parts: {
  readonly store: Pick<Store, 'read'>
  readonly clock: Clock
  readonly groups: Pick<GroupCommit, 'waiting'>
  readonly effects: Pick<EffectLoop, 'attempting'>
}): Pick<WatchCalls, 'workload'> {
  const { store, clock, groups, effects } = parts
  return {
    workload: async () => ({
      ...(await store.read.backlog(clock.now())),
      openIncidents: await store.read.countIncidents({ status: 'open' }),
      waitingRequests: groups.waiting,
      attemptsUnderWay: effects.attempting,
    }),
  }
}
