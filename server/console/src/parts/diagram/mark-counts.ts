import { drawn } from './drawn.js'

/** A number for each state, by its path: how many cases stand in it now, unless words say otherwise. */
export type StateCounts = Readonly<Record<string, number>>

/** How a number is written on its state, and said in the state's spoken name. */
export interface CountWords {
  readonly label: (count: number) => string
  readonly spoken: (count: number) => string
  /** Whether the number of a state does not hold those of the states inside it yet. */
  readonly isSum?: true
}

/** Steps of warmth; the number tells it too. */
const warmest = 4

/** Writes its number on each state, and says it in its spoken name. */
export function markCounts(
  picture: SVGSVGElement,
  counts: StateCounts,
  { label, spoken, isSum }: CountWords,
): void {
  const most = Math.max(1, ...Object.values(counts))
  for (const state of picture.querySelectorAll<SVGGElement>('[data-state]')) {
    const count = countAt(state, counts, isSum)
    const box = state.querySelector<SVGRectElement>(':scope > rect.box, :scope > rect.frame')
    if (count === 0 || !box) continue
    const name = `${state.getAttribute('aria-label') ?? ''} · ${spoken(count)}`
    state.setAttribute('aria-label', name)
    state.querySelector('title')?.replaceChildren(name)
    state.classList.add(`warmth-${Math.ceil((warmest * Math.log1p(count)) / Math.log1p(most))}`)
    state.parentElement?.append(badgeOf(label(count), box))
  }
}

/** A closed state stands for those inside it. */
function countAt(state: SVGGElement, counts: StateCounts, isSum = false): number {
  const path = state.dataset['state'] ?? ''
  const own = counts[path]
  if (!state.classList.contains('closed') || (own !== undefined && !isSum)) return own ?? 0
  const inside = Object.entries(counts).filter(([one]) => one.startsWith(`${path}.`))
  return inside.reduce((sum, [, count]) => sum + count, own ?? 0)
}

/** Over the upper left corner of a state, where the server draws counts too. */
function badgeOf(text: string, { x, y }: SVGRectElement): SVGGElement {
  const wide = 14 + 7 * text.length + 6 * (text.match(/[\u2e80-\uffff]/g)?.length ?? 0)
  const left = x.baseVal.value - 8
  const top = y.baseVal.value - 10
  const badge = drawn('g', { class: 'badge count', 'aria-hidden': 'true' })
  const words = drawn('text', { x: left + wide / 2, y: top + 13.5, 'text-anchor': 'middle' })
  words.append(text)
  badge.append(drawn('rect', { x: left, y: top, width: wide, height: 19, rx: 9.5 }), words)
  return badge
}
