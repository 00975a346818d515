import { useEffect, useState } from 'react'
import { useApi } from '../api/api-context.js'
import type { DraftPlace, DraftState } from './draft-state.js'
import { DraftWriter } from './draft-writer.js'

/** Keeps what is entered in a form as a draft, also when its page is left or put aside. */
export function useDraftWriter(
  draft: { readonly place: DraftPlace; readonly id: string | undefined },
  told: (state: DraftState) => void,
): { readonly writer: DraftWriter; readonly state: DraftState } {
  const api = useApi()
  const [state, setState] = useState<DraftState>({ is: 'none' })
  const [writer] = useState(
    () =>
      new DraftWriter(api, draft, (now) => {
        told(now)
        setState(now)
      }),
  )
  useEffect(() => {
    const flush = () => writer.flush()
    const hurry = () => writer.hurry()
    const putAside = () => document.visibilityState === 'hidden' && writer.hurry()
    writer.open()
    window.addEventListener('online', flush)
    window.addEventListener('pagehide', hurry)
    document.addEventListener('visibilitychange', putAside)
    return () => {
      window.removeEventListener('online', flush)
      window.removeEventListener('pagehide', hurry)
      document.removeEventListener('visibilitychange', putAside)
      writer.close()
    }
  }, [writer])
  return { writer, state }
}
