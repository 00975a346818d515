import type { Text } from '../../../errors/index.js'
import type { Box } from '../diagram-layout.js'
import type { Badge } from '../diagram-marks.js'
import { textWidth } from '../text-width.js'
import { rectangle, textAt } from './shapes.js'
import { signAt } from './signs.js'

const height = 18
const gap = 4

/** What a badge says, with a sign of its own, so that its colour says nothing alone. */
function badgeText({ kind, text }: Badge, language: keyof Text): string {
  return kind === 'failed' ? `! ${text[language]}` : text[language]
}

/** Width of badges side by side, in pixels. */
export function badgesWidth(badges: readonly Badge[], language: keyof Text): number {
  return badges.reduce((sum, badge) => sum + widthOf(badge.kind, badgeText(badge, language)) + gap, 0)
}

/** Badges side by side from a point to the right. */
export function drawBadges(
  badges: readonly Badge[],
  language: keyof Text,
  start: { readonly x: number; readonly y: number },
): string {
  let { x } = start
  let drawn = ''
  for (const badge of badges) {
    const text = badgeText(badge, language)
    drawn += oneBadge(badge.kind, text, { x, y: start.y })
    x += widthOf(badge.kind, text) + gap
  }
  return drawn
}

/** How many cases are in a state now, over its left corner. */
export function drawCount(count: number, { x, y }: Box): string {
  const text = count.toLocaleString('en')
  return oneBadge('count', text, { x: x - 8, y: y - 10 })
}

/** Room of the sign before a text that has one. */
const signRoom = 12

function oneBadge(kind: string, text: string, { x, y }: { readonly x: number; readonly y: number }): string {
  const width = widthOf(kind, text)
  const room = roomOf(kind)
  const sign = room === 0 ? '' : signAt('pause', { x: x + 13, y: y + height / 2 }, 'sign')
  const middle = { x: x + (width + room) / 2, y: y + 13 }
  return `<g class="badge ${kind}" aria-hidden="true">${rectangle('', { x, y, width, height }, height / 2)}${sign}${textAt('', middle, { text })}</g>`
}

const roomOf = (kind: string): number => (kind === 'suspended' ? signRoom : 0)

const widthOf = (kind: string, text: string): number =>
  Math.ceil(textWidth(text, { isBold: true }) * 11 + 14) + roomOf(kind)
