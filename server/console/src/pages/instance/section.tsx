import type { ReactNode } from 'react'

/** A part of a page with its heading. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="panel section">
      <h2>{title}</h2>
      {children}
    </section>
  )
}
