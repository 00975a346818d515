import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './toasts.css'

/** What is told in passing, over whatever page is open by then. */
export interface Tell {
  /** Something was done. It goes by itself. */
  readonly success: (text: string) => void
  /** Something could not be done. It stays until it is read away. */
  readonly error: (text: string) => void
}

interface Toast {
  readonly id: number
  readonly kind: keyof Tell
  readonly text: string
}

/** How long what was done is told, in milliseconds. */
const told = 5_000

const TellContext = createContext<Tell | undefined>(undefined)

/** Has a place for what is told in passing. Screen readers say it without leaving where they are. */
export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const tell = useMemo<Tell>(() => {
    let last = 0
    const add = (kind: keyof Tell) => (text: string) => {
      last += 1
      const toast = { id: last, kind, text }
      // The same words again are a new thing to say, and no second line to read.
      setToasts((before) => [...before.filter((one) => one.kind !== kind || one.text !== text), toast])
    }
    return { success: add('success'), error: add('error') }
  }, [])
  const close = useCallback((id: number) => setToasts((before) => before.filter((one) => one.id !== id)), [])
  const shown = (kind: keyof Tell) =>
    toasts
      .filter((one) => one.kind === kind)
      .map((toast) => <ToastLine key={toast.id} {...toast} close={close} />)
  return (
    <TellContext value={tell}>
      {children}
      <div className="toasts">
        <div role="alert">{shown('error')}</div>
        <div role="status">{shown('success')}</div>
      </div>
    </TellContext>
  )
}

/** Tells something in passing. */
export function useTell(): Tell {
  const tell = useContext(TellContext)
  if (!tell) throw new TypeError('Expected a ToastsProvider around this, but there is none.')
  return tell
}

function ToastLine({ id, kind, text, close }: Toast & { readonly close: (id: number) => void }) {
  const { t } = useTranslation()
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (kind === 'error' || isHeld) return undefined
    const timer = setTimeout(() => close(id), told)
    return () => clearTimeout(timer)
  }, [id, kind, isHeld, close])
  return (
    <div
      className={`toast toast-${kind}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <span className="toast-mark" aria-hidden>
        {kind === 'error' ? '!' : '✓'}
      </span>
      <span>{text}</span>
      <button type="button" className="toast-close" aria-label={t('keys.close')} onClick={() => close(id)}>
        ×
      </button>
    </div>
  )
}
