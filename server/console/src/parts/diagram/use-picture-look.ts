import { useMemo } from 'react'
import { useAddress } from '../use-address.js'

/** Which states are drawn as one box: the usual ones or none, and what the reader changed of it, by paths with commas between. */
export interface PictureLook {
  readonly states: 'all' | 'usual'
  readonly opened?: string
  readonly closed?: string
}

/** What is opened and closed on a picture stands in the address, so that a link shows the same. */
export function usePictureLook(): {
  readonly look: PictureLook
  /** Opens a state that is closed, and the other way round. */
  readonly turn: (path: string, is: 'opened' | 'closed') => void
  readonly turnAll: (states: PictureLook['states']) => void
} {
  const { values, set } = useAddress()
  const { opened, closed } = values
  const states = values['states'] === 'all' ? 'all' : 'usual'
  const look = useMemo<PictureLook>(
    () => ({ states, ...(opened && { opened }), ...(closed && { closed }) }),
    [states, opened, closed],
  )
  return {
    look,
    turn: (path, is) =>
      set({
        opened: listed(opened, path, is === 'opened'),
        closed: listed(closed, path, is === 'closed'),
      }),
    turnAll: (all) => set({ states: all === 'all' ? all : undefined, opened: undefined, closed: undefined }),
  }
}

function listed(paths: string | undefined, path: string, isIn: boolean): string {
  const others = (paths ?? '').split(',').filter((one) => one !== '' && one !== path)
  return [...others, ...(isIn ? [path] : [])].join(',')
}
