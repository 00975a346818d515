import type { Point } from '../diagram-layout.js'
import { number } from './shapes.js'

/**
 * Signs as drawn lines: a letter for them might be missing from the reader's fonts. Each is drawn around its middle, and
 * about ten pixels high.
 */
const drawn = {
  clock: 'M0-4.6A4.6 4.6 0 1 1-.01-4.6M0-2.4V.2L1.8 1.4',
  inside: 'M-4.6-3.4H4.6M-4.6 0H4.6M-4.6 3.4H4.6',
  link: 'M-3.8 3.8L3.4-3.4M-1-3.8H3.8V1',
  tick: 'M-5 .3L-1.6 3.8L5-3.8',
  play: 'M-4-5.2L5 0L-4 5.2Z',
  pause: 'M-4.6-5H-1.6V5H-4.6ZM1.6-5H4.6V5H1.6Z',
  hand: 'M-3.6 1.4V-2.4M-1.4 0V-4.6M1-.2V-4.6M3.4 0V-2.8M-3.6 1.4C-3.6 4-1.8 5.2 0 5.2C2.2 5.2 3.4 3.6 3.4 1.6V0',
} as const

export type Sign = keyof typeof drawn

/** Draws a sign around a point. */
export function signAt(sign: Sign, { x, y }: Point, className: string): string {
  return `<path class="${className}" transform="translate(${number(x)} ${number(y)})" d="${drawn[sign]}" aria-hidden="true"/>`
}
