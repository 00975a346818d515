import type { Text } from '../../../errors/index.js'
import type { DiagramGraph, DiagramState } from '../diagram-graph.js'
import type { Box, DiagramLayout, PlacedEdge } from '../diagram-layout.js'
import { noMarks, type DiagramMarks, type OperatorMove } from '../diagram-marks.js'
import { diagramStyle } from '../diagram-style.js'
import { badgesWidth, drawBadges, drawCount } from './draw-badges.js'
import { drawLabel, drawLine, type DrawnEdge } from './draw-edge.js'
import { drawMove, widestMove } from './draw-move.js'
import { drawBarTitle, drawState, type DrawnState } from './draw-state.js'
import { escapeXml, headPath, linePath, number } from './shapes.js'

export interface SvgRequest {
  readonly graph: DiagramGraph
  /** The layout of the same graph in the same language. */
  readonly layout: DiagramLayout
  readonly language: keyof Text
  /** What is marked; nothing unless given. */
  readonly marks?: DiagramMarks
  /** Whether the style stands in the picture; a page may bring `diagramStyle` itself. Inside unless given. */
  readonly style?: 'inside' | 'outside'
  /** Colours whatever the reader's setting. */
  readonly theme?: 'light' | 'dark'
  /** What the picture is called; the title of the process unless given. */
  readonly title?: string
}

interface Drawing extends SvgRequest {
  readonly marks: DiagramMarks
}

/** Height of the line above the picture where something concerns the case as a whole, in pixels. */
const headHeight = 30

/** A picture as SVG: a string, the same for the same request. Every text in it is escaped. */
export function diagramSvg({ marks = noMarks, ...request }: SvgRequest): string {
  const drawing = { ...request, marks }
  const { graph, language, theme, style = 'inside' } = request
  const { width, height, top } = frameOf(drawing)
  const states = drawnStates(drawing)
  const title = escapeXml(request.title ?? graph.title[language])
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="aftercare-diagram${theme === undefined ? '' : ` ${theme}`}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${title}" lang="${language}">`,
    `<title>${title}</title>`,
    ...(style === 'inside' ? [`<style>${diagramStyle}</style>`] : []),
    ...(marks.isSuspended ? [stripes] : []),
    drawBadges(marks.badges, language, { x: 16, y: 10 }),
    `<g${top === 0 ? '' : ` transform="translate(0 ${top})"`}>`,
    ...states.map(drawState),
    ...drawStarts(drawing),
    ...drawEdges(drawing),
    ...states.filter(({ isParent }) => isParent).map(drawBarTitle),
    ...drawStateBadges(drawing),
    ...drawMoves(drawing),
    '</g></svg>\n',
  ].join('\n')
}

const stripes =
  '<defs><pattern id="aftercare-stripes" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="stripe" x1="0" y1="0" x2="0" y2="10"/></pattern></defs>'

function frameOf({ layout, marks, language }: Drawing): {
  readonly width: number
  readonly height: number
  readonly top: number
} {
  const top = marks.badges.length > 0 ? headHeight : 0
  const badgeEnds = Object.entries(marks.states).flatMap(([path, { badges = [] }]) => {
    const box = layout.states[path]
    return box && badges.length > 0 ? [badgeStart(box).x + badgesWidth(badges, language)] : []
  })
  const moves = marks.moves.length > 0 ? movesEnd(layout, marks.moves) : 0
  const width = Math.max(layout.width, ...badgeEnds, moves, badgesWidth(marks.badges, language) + 32)
  return { width: Math.ceil(width), height: layout.height + top, top }
}

function movesEnd(layout: DiagramLayout, moves: readonly OperatorMove[]): number {
  const ends = moves.flatMap(({ from = '', to }) => [layout.states[from], layout.states[to]])
  return Math.max(...ends.map((box) => (box ? box.x + box.width + widestMove : 0)))
}

function drawnStates({ graph, layout, marks, language }: Drawing): readonly DrawnState[] {
  const parents = new Set(graph.states.map(({ parent }) => parent))
  return graph.states.flatMap((state) => {
    const box = layout.states[state.path]
    if (!box) return []
    const own = marks.states[state.path] ?? {}
    const { isSuspended } = marks
    return { state, box, marks: own, language, isSuspended, isParent: parents.has(state.path) }
  })
}

function drawStarts({ layout: { starts } }: Drawing): readonly string[] {
  return Object.values(starts).map(({ dot: { x, y, width }, points }) => {
    const radius = width / 2
    return `<g class="edge start" aria-hidden="true"><circle class="dot" cx="${number(x + radius)}" cy="${number(y + radius)}" r="${number(radius)}"/><path class="wire" d="${linePath(points)}"/><path class="head" d="${headPath(points)}"/></g>`
  })
}

/** All lines below all labels: a line that crosses a label would make it unreadable. */
function drawEdges({ graph, layout, marks, language }: Drawing): readonly string[] {
  const counts = Object.values(marks.edges).map(({ count = 0 }) => count)
  const mostTaken = Math.max(0, ...counts)
  const drawn: readonly DrawnEdge[] = graph.edges.flatMap((edge) => {
    const placed: PlacedEdge | undefined = layout.edges[edge.id]
    return placed ? { edge, placed, marks: marks.edges[edge.id] ?? {}, language, mostTaken } : []
  })
  const isTaken = ({ marks: { times = 0 } }: DrawnEdge): number => Math.min(times, 1)
  const lines = drawn.toSorted((a, b) => isTaken(a) - isTaken(b))
  return [...lines.map(drawLine), ...drawn.map(drawLabel)]
}

function drawStateBadges({ layout, marks, language }: Drawing): readonly string[] {
  return Object.entries(marks.states).flatMap(([path, { badges = [], count }]) => {
    const box = layout.states[path]
    if (!box) return []
    return [
      ...(badges.length > 0 ? [drawBadges(badges, language, badgeStart(box))] : []),
      ...(count === undefined ? [] : [drawCount(count, box)]),
    ]
  })
}

/** Right of the middle of the upper border, where ways come in, and half above it. */
function badgeStart({ x, y, width }: Box): { readonly x: number; readonly y: number } {
  return { x: x + width / 2 + 14, y: y - 13 }
}

function drawMoves({ graph, layout, marks, language }: Drawing): readonly string[] {
  const states = new Map<string, DiagramState>(graph.states.map((state) => [state.path, state]))
  return marks.moves.flatMap((move) => {
    const to = layout.states[move.to]
    if (!to) return []
    const { from = '' } = move
    const left = states.get(from)?.title[language]
    const titles = {
      to: states.get(move.to)?.title[language] ?? move.to,
      ...(left !== undefined && { from: left }),
    }
    return drawMove(move, { from: layout.states[from], to }, { titles, language })
  })
}
