import { useSyncExternalStore } from 'react'

/** How often what is told relative to now is told anew, in milliseconds. */
const tick = 30_000

let now = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  // Nobody kept it while nobody listened.
  if (listeners.size === 0) now = Date.now()
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, tick)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time, to about half a minute; whatever uses it is drawn anew as it passes. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
