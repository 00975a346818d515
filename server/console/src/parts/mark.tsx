import type { ReactNode } from 'react'
import './mark.css'

/** A short word about how something stands. */
export function Mark({
  kind,
  children,
}: {
  readonly kind: 'plain' | 'bad' | 'wait' | 'good' | 'note'
  readonly children: ReactNode
}) {
  return <span className={`mark mark-${kind}`}>{children}</span>
}
