import type { Text } from '../../../errors/index.js'
import type { DiagramEdge } from '../diagram-graph.js'
import type { PlacedEdge } from '../diagram-layout.js'
import type { EdgeMarks } from '../diagram-marks.js'
import { fontSizes, fullLabel, labelText } from '../diagram-texts.js'
import { textWidth } from '../text-width.js'
import { escapeXml, headPath, linePath, number, rectangle, textAt } from './shapes.js'

/** One edge as it is drawn. */
export interface DrawnEdge {
  readonly edge: DiagramEdge
  readonly placed: PlacedEdge
  readonly marks: EdgeMarks
  readonly language: keyof Text
  /** The most that any edge of the picture was taken, for the width of its band; 0 where none are counted. */
  readonly mostTaken: number
}

/** The line of an edge with its arrow head. */
export function drawLine({ edge, placed, marks, mostTaken }: DrawnEdge): string {
  const { points } = placed
  const { count } = marks
  const band =
    count === undefined
      ? ''
      : `<path class="band" d="${linePath(points, { isWhole: true })}" stroke-width="${number(bandWidth(count, mostTaken))}"/>`
  return `<g class="${classesOf('edge', edge, marks)}" data-edge="${escapeXml(edge.id)}">${band}<path class="wire" d="${linePath(points)}"/><path class="head" d="${headPath(points)}"/></g>`
}

/** The label on an edge. Where cases are counted, the number takes the place of the name; the title says both. */
export function drawLabel({ edge, placed, marks, language }: DrawnEdge): string {
  const { label } = placed
  const { count, times = 0 } = marks
  const full = spokenEdge(edge, marks, language)
  const text = count === undefined ? labelText(edge, language) : count.toLocaleString('en')
  const width = count === undefined ? label.width : Math.ceil(textWidth(text) * fontSizes.label + 16)
  const pill = { ...label, x: label.x + (label.width - width) / 2, width }
  const middle = { x: label.x + label.width / 2, y: label.y + label.height / 2 + 4 }
  return `<g class="${classesOf('label', edge, marks)}" data-edge="${escapeXml(edge.id)}"><title>${escapeXml(full)}</title>${rectangle('pill', pill, label.height / 2)}${textAt('', middle, { text })}${times > 1 ? timesBadge(placed, times) : ''}</g>`
}

/** `×3` at the right end of the label, above its border so that the text stays free. */
function timesBadge({ label }: PlacedEdge, times: number): string {
  const text = `×${times}`
  const width = Math.ceil(textWidth(text) * 10 + 8)
  const box = { x: label.x + label.width - width / 2 - 2, y: label.y - 8, width, height: 14 }
  const middle = { x: box.x + width / 2, y: box.y + 10.5 }
  return `${rectangle('times', box, 7)}${textAt('times-text', middle, { text })}`
}

function spokenEdge(edge: DiagramEdge, { times = 0, count }: EdgeMarks, language: keyof Text): string {
  const label = fullLabel(edge, language)
  const taken = Math.max(times, count ?? 0)
  if (taken === 0) return label
  return language === 'zh-CN'
    ? `${label}（走过 ${taken} 次）`
    : `${label} (taken ${taken === 1 ? 'once' : `${taken} times`})`
}

function classesOf(what: string, { kind }: DiagramEdge, { times = 0 }: EdgeMarks): string {
  return [what, kind, ...(times > 0 ? ['taken'] : [])].join(' ')
}

const bandWidth = (count: number, most: number): number =>
  2 + (most === 0 ? 0 : (12 * Math.log(1 + count)) / Math.log(1 + most))
