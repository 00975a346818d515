import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

/**
 * What a list shows stands in its address and nowhere else. `set` changes some of it and goes back to the first page;
 * `undefined` takes a value away.
 */
export function useAddress(): {
  readonly values: Readonly<Record<string, string>>
  readonly set: (changes: Readonly<Record<string, string | undefined>>) => void
} {
  const [search, setSearch] = useSearchParams()
  const set = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) => {
      setSearch((before) => {
        const kept = [...before].filter(([name]) => !(name in changes) && !(name in pageNames))
        const added = Object.entries(changes).filter(
          (one): one is [string, string] => one[1] !== undefined && one[1] !== '',
        )
        return [...kept, ...added]
      })
    },
    [setSearch],
  )
  return { values: Object.fromEntries(search), set }
}

const pageNames = { cursor: true, before: true }
