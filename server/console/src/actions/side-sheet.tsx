import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './side-sheet.css'

/** A sheet over the right side of the page, the whole page on a phone. The rest cannot be reached until it is closed. */
export function SideSheet({
  title,
  close,
  children,
}: {
  readonly title: string
  readonly close: () => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  const sheet = useRef<HTMLDialogElement>(null)
  const name = useId()
  useEffect(() => {
    const dialog = sheet.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={sheet} className="sheet" aria-labelledby={name} onCancel={close}>
      <div className="sheet-head">
        <h2 id={name}>{title}</h2>
        <button type="button" className="sheet-close" aria-label={t('actions.close')} onClick={close}>
          <span aria-hidden>×</span>
        </button>
      </div>
      <div className="sheet-body">{children}</div>
    </dialog>
  )
}
