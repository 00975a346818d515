import { boxOf } from './walk-states.js'
import { drawn } from './drawn.js'

/** What opening and closing are called, for whoever points at their sign. */
export interface TurnWords {
  readonly open: string
  readonly close: string
}

/** How far the sign reaches from its middle, in pixels: it can be hit with a finger. */
const reach = 12

/** What one can do about what is inside a state; nothing where nothing is inside, or the case is there. */
export function turnOf(state: SVGGElement | undefined): 'opened' | 'closed' | undefined {
  if (!state || state.dataset['state'] === '') return undefined
  if (state.classList.contains('closed')) return 'opened'
  const isHolder = state.querySelector(':scope > rect.frame') !== null
  return isHolder && !state.classList.contains('current') ? 'closed' : undefined
}

/** The state whose sign was pressed, by its path. */
export function turnedAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGGElement>('[data-turn]')?.dataset['turn'] : undefined
}

/** Draws a sign on each state that can be opened or closed. Keys find the same on the sheet of the state. */
export function markTurns(picture: SVGSVGElement, words: TurnWords): void {
  for (const state of picture.querySelectorAll<SVGGElement>('[data-state]')) {
    const turn = turnOf(state)
    const box = boxOf(state)
    if (!turn || !box) continue
    const x = box.x.baseVal.value + box.width.baseVal.value - reach - 2
    const y = box.y.baseVal.value + reach + 2
    const sign = drawn('g', {
      class: 'turn',
      'data-turn': state.dataset['state'] ?? '',
      'aria-hidden': 'true',
    })
    const title = drawn('title', {})
    title.append(turn === 'opened' ? words.open : words.close)
    const upright = turn === 'opened' ? `M${x} ${y - 4}V${y + 4}` : ''
    sign.append(
      title,
      drawn('circle', { cx: x, cy: y, r: reach }),
      drawn('path', { d: `M${x - 4} ${y}H${x + 4}${upright}` }),
    )
    state.parentElement?.append(sign)
  }
}
