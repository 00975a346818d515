import type { ReactNode } from 'react'
import './notice.css'

/** Says in place of content why there is none: nothing to show, no right, gone, or a fault. */
export function Notice({
  kind,
  title,
  isPage = false,
  children,
}: {
  readonly kind: 'empty' | 'error' | 'gone' | 'no-right'
  readonly title: string
  /** Whether it is all there is of the page: then its title is that of the page. */
  readonly isPage?: boolean
  readonly children?: ReactNode
}) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <section className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <span className="notice-mark" aria-hidden>
        {marks[kind]}
      </span>
      <Title>{title}</Title>
      {children}
    </section>
  )
}

const marks = { empty: '∅', error: '!', gone: '↷', 'no-right': '⊘' }
