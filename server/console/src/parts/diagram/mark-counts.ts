/** A number for each state, by its path: how many cases stand in it now, unless words say otherwise. */
export type StateCounts = Readonly<Record<string, number>>

/** How a number is written on its state, and said in the state's spoken name. */
export interface CountWords {
  readonly label: (count: number) => string
  readonly spoken: (count: number) => string
}

const namespace = 'http://www.w3.org/2000/svg'

/** Steps of warmth; the number tells it too. */
const warmest = 4

/** Writes its number on each state, and says it in its spoken name. */
export function markCounts(picture: SVGSVGElement, counts: StateCounts, { label, spoken }: CountWords): void {
  const most = Math.max(1, ...Object.values(counts))
  for (const state of picture.querySelectorAll<SVGGElement>('[data-state]')) {
    const count = counts[state.dataset['state'] ?? ''] ?? 0
    const box = state.querySelector<SVGRectElement>(':scope > rect.box, :scope > rect.frame')
    if (count === 0 || !box) continue
    const name = `${state.getAttribute('aria-label') ?? ''} · ${spoken(count)}`
    state.setAttribute('aria-label', name)
    state.querySelector('title')?.replaceChildren(name)
    state.classList.add(`warmth-${Math.ceil((warmest * Math.log1p(count)) / Math.log1p(most))}`)
    state.parentElement?.append(badgeOf(label(count), box))
  }
}

/** Over the upper left corner of a state, where the server draws counts too. */
function badgeOf(text: string, { x, y }: SVGRectElement): SVGGElement {
  const wide = 14 + 7 * text.length + 6 * (text.match(/[\u2e80-\uffff]/g)?.length ?? 0)
  const left = x.baseVal.value - 8
  const top = y.baseVal.value - 10
  const badge = made('g', { class: 'badge count', 'aria-hidden': 'true' })
  const words = made('text', { x: left + wide / 2, y: top + 13.5, 'text-anchor': 'middle' })
  words.append(text)
  badge.append(made('rect', { x: left, y: top, width: wide, height: 19, rx: 9.5 }), words)
  return badge
}

function made<Name extends 'g' | 'rect' | 'text'>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(namespace, name)
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value))
  return element
}
