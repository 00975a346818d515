import type { Box, Point } from '../diagram-layout.js'

/** Radius of the corners of a line, in pixels. */
const cornerRadius = 7
/** Length and half the width of an arrow head. */
const head = { length: 8, half: 3.8 }

/** Characters that mean something in XML, so that no text of an author can become more than a text. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '�')
}

/** A number as it is written: at most one digit behind the point. */
export const number = (value: number): string => String(Math.round(value * 10) / 10)

/** A rectangle with round corners. */
export function rectangle(className: string, { x, y, width, height }: Box, radius: number): string {
  return `<rect class="${className}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${number(radius)}"/>`
}

/** A box that is larger by so much on every side; smaller where it is negative. */
export function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

/** A text at a point. It must be given as it is; it is escaped here. */
export function textAt(
  className: string,
  { x, y }: Point,
  { text, anchor = 'middle' }: { readonly text: string; readonly anchor?: 'middle' | 'start' },
): string {
  const anchored = anchor === 'middle' ? ' text-anchor="middle"' : ''
  return `<text class="${className}" x="${number(x)}" y="${number(y)}"${anchored}>${escapeXml(text)}</text>`
}

/** A line with round corners that ends where its arrow head begins. */
export function linePath(points: readonly Point[], { isWhole = false } = {}): string {
  const line = isWhole ? points : shortened(points)
  const [first, ...rest] = line
  if (!first) return ''
  let path = `M${at(first)}`
  for (const [index, point] of rest.entries()) {
    const before = line[index] ?? first
    const after = line[index + 2]
    path += after ? corner(before, point, after) : `L${at(point)}`
  }
  return path
}

/** The arrow head at the end of a line. */
export function headPath(points: readonly Point[]): string {
  const end = points.at(-1)
  const before = points.at(-2)
  if (!end || !before) return ''
  const { x, y } = direction(before, end)
  const base = { x: end.x - x * head.length, y: end.y - y * head.length }
  const left = { x: base.x - y * head.half, y: base.y + x * head.half }
  const right = { x: base.x + y * head.half, y: base.y - x * head.half }
  return `M${at(end)}L${at(left)}L${at(right)}Z`
}

function shortened(points: readonly Point[]): readonly Point[] {
  const end = points.at(-1)
  const before = points.at(-2)
  if (!end || !before) return points
  const { x, y } = direction(before, end)
  const by = head.length - 1
  return [...points.slice(0, -1), { x: end.x - x * by, y: end.y - y * by }]
}

function corner(before: Point, point: Point, after: Point): string {
  const radius = Math.min(cornerRadius, distance(before, point) / 2, distance(point, after) / 2)
  const into = direction(before, point)
  const out = direction(point, after)
  const start = { x: point.x - into.x * radius, y: point.y - into.y * radius }
  const end = { x: point.x + out.x * radius, y: point.y + out.y * radius }
  return `L${at(start)}Q${at(point)} ${at(end)}`
}

function direction(from: Point, to: Point): Point {
  const length = distance(from, to) || 1
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)

const at = ({ x, y }: Point): string => `${number(x)} ${number(y)}`
