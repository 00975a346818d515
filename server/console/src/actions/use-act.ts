import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError } from '../../../client/index.js'
import { useApi } from '../api/api-context.js'
import type { Instance } from '../api/queries.js'
import type { Effect } from './action-effect.js'
import type { Wish } from './operator-actions.js'

/** How far an action is. `effect` is what its dry run told, for the case as it stood at `revision`. */
export interface Acting {
  readonly effect?: Effect | undefined
  readonly revision?: number
  /** Makes it take effect once, however often it is sent. */
  readonly key?: string
  readonly error?: Error | undefined
  /** The case changed after the effect was told: the one told now is another. */
  readonly isChanged?: boolean
  readonly isBusy?: boolean
}

/**
 * Does an action in two steps: `preview` asks what it would do, `act` does just that. A case that has changed meanwhile
 * is looked at anew, and nothing is done until the new effect has been seen.
 */
export function useAct(instance: Instance, done: () => void) {
  const api = useApi()
  const queries = useQueryClient()
  const [acting, setActing] = useState<Acting>({})

  async function preview(wish: Wish, isChanged = false): Promise<void> {
    setActing({ isBusy: true })
    try {
      const { revision } = isChanged ? await api.showInstance({ id: instance.id }) : instance
      const told = await api.actOnInstance(
        { id: instance.id, body: { ...wish, dryRun: true } },
        { ifRevision: revision },
      )
      setActing({ effect: told.effect, revision, key: crypto.randomUUID(), isChanged })
    } catch (error) {
      if (isConflict(error) && !isChanged) await preview(wish, true)
      else setActing({ error: error as Error })
    }
  }

  async function act(wish: Wish): Promise<void> {
    const { key, revision, effect } = acting
    if (key === undefined || revision === undefined) return
    setActing({ ...acting, isBusy: true, error: undefined })
    try {
      await api.actOnInstance({ id: instance.id, body: wish }, { idempotencyKey: key, ifRevision: revision })
      await queries.invalidateQueries({ queryKey: ['instance', instance.id] })
      done()
    } catch (error) {
      if (isConflict(error)) await preview(wish, true)
      else setActing({ key, revision, effect, error: error as Error })
    }
  }

  return { acting, preview, act, reset: () => setActing({}) }
}

const isConflict = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'revision-conflict'
