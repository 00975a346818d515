import type { AnswerOf, AskedOf } from '../../../../client/index.js'

export type Figures = AnswerOf<'readFigures'>

type Address = Readonly<Record<string, string>>

const day = /^\d{4}-\d{2}-\d{2}$/

/** The question of the page, as its address says it; what is no day is left out. */
export function figuresAsked({ from, to, per, process }: Address): AskedOf<'readFigures'> {
  return {
    ...(from !== undefined && day.test(from) && { from }),
    ...(to !== undefined && day.test(to) && { to }),
    ...(per === 'week' && { per }),
    ...(process !== undefined && { process }),
  }
}

/** Where the list of exactly the cases of a figure is. */
export function listOf(asked: Address): string {
  return `/instances?${new URLSearchParams({ view: 'all', ...asked }).toString()}`
}

/** A time as the three things cases are asked for: begun, ended, or a deadline broken in it. */
export function within(
  kind: 'begun' | 'ended' | 'breached',
  { since, until }: { readonly since: string; readonly until: string },
): Address {
  if (kind === 'begun') return { createdFrom: since, createdTo: until }
  if (kind === 'ended') return { endedFrom: since, endedTo: until }
  return { breachedFrom: since, breachedTo: until }
}
