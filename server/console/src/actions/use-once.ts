import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

/**
 * Sends something about a case once: a second try after a lost answer goes out under the same key. `done` is called when
 * it has taken effect; what shows the case is asked for again.
 */
export function useOnce(
  instance: string,
  send: (idempotencyKey: string) => Promise<unknown>,
  done: () => void,
) {
  const queries = useQueryClient()
  const key = useRef<string>(undefined)
  const [error, setError] = useState<Error>()
  const [isBusy, setBusy] = useState(false)
  async function submit(): Promise<void> {
    key.current ??= crypto.randomUUID()
    setBusy(true)
    setError(undefined)
    try {
      await send(key.current)
      await queries.invalidateQueries({ queryKey: ['instance', instance] })
      done()
    } catch (failure) {
      setError(failure as Error)
    } finally {
      setBusy(false)
    }
  }
  /** What is sent has become another thing. */
  const changed = (): void => {
    key.current = undefined
  }
  return { submit, changed, error, isBusy }
}
