import type { ReactNode } from 'react'
import './notice.css'

/** Says in place of content why there is none: nothing to show, no right, gone, or a fault. */
export function Notice({
  kind,
  title,
  children,
}: {
  readonly kind: 'empty' | 'error' | 'gone' | 'no-right'
  readonly title: string
  readonly children?: ReactNode
}) {
  return (
    <section className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <span className="notice-mark" aria-hidden>
        {marks[kind]}
      </span>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

const marks = { empty: '∅', error: '!', gone: '↷', 'no-right': '⊘' }
