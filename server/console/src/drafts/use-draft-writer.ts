import { useEffect, useRef, useState } from 'react'
import { useApi } from '../api/api-context.js'
import { DraftWriter, type DraftPlace, type DraftState } from './draft-writer.js'

/** Keeps what is entered in a form as a draft, also when its page is left or put aside. */
export function useDraftWriter(
  place: DraftPlace,
  id: string | undefined,
): { readonly writer: DraftWriter; readonly state: DraftState } {
  const api = useApi()
  const [state, setState] = useState<DraftState>('none')
  const [writer] = useState(() => new DraftWriter(api, { place, id }, setState))
  const first = useRef(place)
  useEffect(() => {
    if (first.current === place) return
    first.current = place
    writer.moveTo(place)
  }, [place, writer])
  useEffect(() => {
    const leave = () => writer.leave()
    const putAside = () => document.visibilityState === 'hidden' && writer.leave()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', putAside)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', putAside)
      writer.leave()
    }
  }, [writer])
  return { writer, state }
}
