/** How many cases stand in each state now, by its path. */
export type StateCounts = Readonly<Record<string, number>>

const namespace = 'http://www.w3.org/2000/svg'

/** Steps of warmth; the number tells it too. */
const warmest = 4

/** Writes on each state how many cases stand in it, and says so in its spoken name. */
export function markCounts(
  picture: SVGSVGElement,
  counts: StateCounts,
  spoken: (count: number) => string,
): void {
  const most = Math.max(1, ...Object.values(counts))
  for (const state of picture.querySelectorAll<SVGGElement>('[data-state]')) {
    const count = counts[state.dataset['state'] ?? ''] ?? 0
    const box = state.querySelector<SVGRectElement>(':scope > rect.box, :scope > rect.frame')
    if (count === 0 || !box) continue
    const name = `${state.getAttribute('aria-label') ?? ''} · ${spoken(count)}`
    state.setAttribute('aria-label', name)
    state.querySelector('title')?.replaceChildren(name)
    state.classList.add(`warmth-${Math.ceil((warmest * Math.log1p(count)) / Math.log1p(most))}`)
    state.parentElement?.append(badgeOf(count, box))
  }
}

/** Over the upper left corner of a state, where the server draws counts too. */
function badgeOf(count: number, { x, y }: SVGRectElement): SVGGElement {
  const text = count.toLocaleString()
  const wide = 14 + 7 * text.length
  const left = x.baseVal.value - 8
  const top = y.baseVal.value - 10
  const badge = made('g', { class: 'badge count', 'aria-hidden': 'true' })
  const label = made('text', { x: left + wide / 2, y: top + 13.5, 'text-anchor': 'middle' })
  label.append(text)
  badge.append(made('rect', { x: left, y: top, width: wide, height: 19, rx: 9.5 }), label)
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
