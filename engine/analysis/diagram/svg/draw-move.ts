import type { Text } from '../../../errors/index.js'
import type { Box, Point } from '../diagram-layout.js'
import type { OperatorMove } from '../diagram-marks.js'
import { escapeXml, headPath, number, textAt } from './shapes.js'
import { signAt } from './signs.js'

/**
 * A move by hand: a curve from the right side of the one state to the right side of the other, over everything else, so
 * that it is never taken for a way of the procedure.
 */
export function drawMove(
  { times }: OperatorMove,
  boxes: { readonly from: Box | undefined; readonly to: Box },
  {
    titles,
    language,
  }: { readonly titles: { readonly from?: string; readonly to: string }; readonly language: keyof Text },
): string {
  const { from, to } = boxes
  const end = rightOf(to)
  const start = from ? rightOf(from) : { x: end.x + 70, y: end.y - 50 }
  const reach = Math.max(start.x, end.x) + 46 + Math.min(90, Math.abs(end.y - start.y) / 6)
  const [first, second] = [
    { x: reach, y: start.y },
    { x: reach, y: end.y },
  ]
  const middle = { x: (start.x + 3 * first.x + 3 * second.x + end.x) / 8, y: (start.y + end.y) / 2 }
  const spoken = spokenMove(titles, times, language)
  const wire = `M${at(start)}C${at(first)} ${at(second)} ${number(end.x + 7)} ${number(end.y)}`
  return `<g class="move" role="img" aria-label="${escapeXml(spoken)}"><title>${escapeXml(spoken)}</title><path class="wire" d="${wire}"/><path class="head" d="${headPath([second, end])}"/><circle cx="${number(middle.x)}" cy="${number(middle.y)}" r="11"/>${signAt('hand', middle, 'hand')}${times > 1 ? textAt('', { x: middle.x + 20, y: middle.y + 4 }, { text: `×${times}` }) : ''}</g>`
}

/** How far to the right of the states a move may reach, in pixels. */
export const widestMove = 160

function rightOf({ x, y, width, height }: Box): Point {
  return { x: x + width, y: y + Math.min(height / 2, 20) }
}

function spokenMove(
  { from, to }: { readonly from?: string; readonly to: string },
  times: number,
  language: keyof Text,
): string {
  if (language === 'zh-CN') {
    const where = from === undefined ? `移到“${to}”` : `从“${from}”移到“${to}”`
    return `管理员手工${where}${times > 1 ? ` ${times} 次` : ''}`
  }
  const where = from === undefined ? `to ${to}` : `from ${from} to ${to}`
  return `Moved by an operator ${where}${times > 1 ? `, ${times} times` : ''}`
}

const at = ({ x, y }: Point): string => `${number(x)} ${number(y)}`
