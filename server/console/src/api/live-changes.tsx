import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useSettings } from '../app/settings-context.js'

/** Changes are told to the page together, so often at most, in milliseconds. */
const gather = 1_000

/** How often a page asks by itself while the stream is away, in milliseconds. */
const pollEvery = 15_000

interface Live {
  /** Cases that changed since the last `seen`, so that lists can offer them without moving under the reader. */
  readonly changed: ReadonlySet<string>
  readonly seen: () => void
}

const LiveContext = createContext<Live>({ changed: new Set(), seen: () => undefined })

/** Cases that changed since the reader last looked at a list. */
export const useLive = (): Live => useContext(LiveContext)

/**
 * Follows what is committed while the tab is shown. What shows one case is asked for again at once; lists wait until
 * their reader wants the new rows. While the stream is away nobody knows what changed: every quarter of a
 * minute the page asks for the case and the counts it shows, and for the stream again.
 */
export function LiveChanges({ children }: { readonly children: ReactNode }) {
  const { base } = useSettings()
  const queries = useQueryClient()
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const tell = (ids: ReadonlySet<string>) => {
      setChanged((before) => new Set([...before, ...ids]))
      for (const id of ids) void queries.invalidateQueries({ queryKey: ['instance', id] })
    }
    return follow(`${base}/api/changes`, tell, () => {
      for (const shown of [['instance'], ['instances', 'count']])
        void queries.invalidateQueries({ queryKey: shown })
      // Rows do not move under the reader; whoever comes back to a list gets it anew.
      for (const list of ['instances', 'tasks'])
        void queries.invalidateQueries({ queryKey: [list], refetchType: 'none' })
    })
  }, [base, queries])
  const live = useMemo(() => ({ changed, seen: () => setChanged(new Set()) }), [changed])
  return <LiveContext value={live}>{children}</LiveContext>
}

/** Follows the stream while the tab is shown; the answer stops it. */
function follow(address: string, tell: (ids: ReadonlySet<string>) => void, poll: () => void): () => void {
  let source: EventSource | undefined
  let waiting = new Set<string>()
  const told = setInterval(() => {
    if (waiting.size === 0) return
    tell(waiting)
    waiting = new Set()
  }, gather)
  const polled = setInterval(() => {
    if (document.hidden || source?.readyState === EventSource.OPEN) return
    poll()
    // A stream that was refused, as while a server starts again, does not come back by itself.
    if (source?.readyState === EventSource.CLOSED) attend()
  }, pollEvery)
  const attend = () => {
    source?.close()
    source = document.hidden ? undefined : new EventSource(address)
    source?.addEventListener('change', ({ data }: MessageEvent<string>) =>
      waiting.add((JSON.parse(data) as { readonly instance: string }).instance),
    )
  }
  attend()
  document.addEventListener('visibilitychange', attend)
  return () => {
    clearInterval(told)
    clearInterval(polled)
    source?.close()
    document.removeEventListener('visibilitychange', attend)
  }
}
