import { nextSpot, type Direction, type Spot } from './next-state.js'

const states = '[data-state]'

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/**
 * Makes the states of a picture buttons of which one can be reached by the Tab key: the one at `middle`, then whichever
 * had the focus last. The others are reached from there by `walk`.
 */
export function makeButtons(picture: SVGSVGElement, middle: Element | undefined): void {
  const first = middle?.closest(states) ?? picture.querySelector(states)
  for (const state of picture.querySelectorAll<SVGGElement>(states)) {
    state.setAttribute('role', 'button')
    state.setAttribute('aria-haspopup', 'dialog')
    state.tabIndex = state === first ? 0 : -1
    // Its title names it. A label would have to repeat what is written on it word by word.
    state.removeAttribute('aria-label')
  }
  picture.addEventListener('focusin', ({ target }) => {
    const focused = stateAt(target)
    if (!focused) return
    for (const state of picture.querySelectorAll<SVGGElement>(states)) state.tabIndex = -1
    focused.tabIndex = 0
  })
}

/** Shows a picture in place of one before; who stood on a state of that one stands on the same state of the new one. */
export function focusAgain(picture: SVGSVGElement, show: () => void): void {
  const focused = stateAt(document.activeElement)?.dataset['state']
  show()
  if (focused === undefined) return
  stateOf(picture, focused)?.focus({ preventScroll: true })
}

/** The state of a picture that has this path. */
export function stateOf(picture: SVGSVGElement, path: string): SVGGElement | undefined {
  return [...picture.querySelectorAll<SVGGElement>(states)].find(({ dataset }) => dataset['state'] === path)
}

/** Where on the screen the upper left corner of a state of a picture is. */
export function placeOf(frame: Element | null, path: string | undefined): DOMRect | undefined {
  const picture = frame?.querySelector<SVGSVGElement>(':scope > svg')
  const state = picture && path !== undefined ? stateOf(picture, path) : undefined
  return state && boxOf(state)?.getBoundingClientRect()
}

/** The state that something on the picture belongs to. */
export function stateAt(target: EventTarget | null): SVGGElement | undefined {
  return target instanceof Element ? (target.closest<SVGGElement>(states) ?? undefined) : undefined
}

/** Moves the focus from a state by an arrow, or to the first and the last in reading order. Whether the key was meant for it. */
export function walk(from: SVGGElement, key: string): boolean {
  const all = [...(from.ownerSVGElement?.querySelectorAll<SVGGElement>(states) ?? [])]
  const direction = directions[key]
  if (key !== 'Home' && key !== 'End' && !direction) return false
  const to = direction
    ? nextSpot(new Map(all.map((state) => [state, spotOf(state)])), from, direction)
    : all.at(key === 'Home' ? 0 : -1)
  if (to) goTo(to)
  return true
}

/** Focuses a state, and brings the middle of it into view: of a large one its title. */
export function goTo(state: SVGGElement): void {
  state.focus({ preventScroll: true })
  const frame = state.closest('.picture-frame')
  if (!frame) return
  const seen = frame.getBoundingClientRect()
  const box = boxOf(state)?.getBoundingClientRect() ?? state.getBoundingClientRect()
  const room = 48
  const height = Math.min(box.height, 60)
  const width = Math.min(box.width, seen.width - 2 * room)
  frame.scrollBy(
    outside(box.left, box.left + width, [seen.left + room, seen.right - room]),
    outside(box.top, box.top + height, [seen.top + room, seen.bottom - room]),
  )
}

/** How far something has to move to lie between two limits. */
function outside(start: number, end: number, [least, most]: readonly [number, number]): number {
  if (start < least) return start - least
  return end > most ? end - most : 0
}

/** What is drawn of a state: its box, or the frame around those inside it. */
export const boxOf = (state: SVGGElement): SVGRectElement | null =>
  state.querySelector<SVGRectElement>(':scope > rect.box, :scope > rect.frame')

/** The middle of a state; of one around others, the middle of its title bar, which lies above all of them. */
function spotOf(state: SVGGElement): Spot {
  const box = boxOf(state)
  if (!box) return { x: 0, y: 0 }
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(({ baseVal }) => baseVal.value) as [
    number,
    number,
    number,
    number,
  ]
  return { x: x + width / 2, y: y + (box.classList.contains('frame') ? 14 : height / 2) }
}
