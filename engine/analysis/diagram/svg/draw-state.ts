import type { Text } from '../../../errors/index.js'
import type { DiagramState } from '../diagram-graph.js'
import type { Box } from '../diagram-layout.js'
import type { StateMarks } from '../diagram-marks.js'
import { spokenState } from '../spoken-state.js'
import {
  barTitle,
  barTitleWidth,
  fontSizes,
  footOf,
  footRoom,
  footWidth,
  stateLines,
  titleLine,
} from '../diagram-texts.js'
import { textWidth } from '../text-width.js'
import { barHeight } from '../trim-edges.js'
import { escapeXml, grown, number, rectangle, textAt } from './shapes.js'
import { signAt } from './signs.js'

type Language = keyof Text

/** One state as it is drawn. */
export interface DrawnState {
  readonly state: DiagramState
  readonly box: Box
  readonly marks: StateMarks
  readonly language: Language
  /** Whether other states are drawn inside. */
  readonly isParent: boolean
  /** Whether the case stands still. */
  readonly isSuspended: boolean
}

/** A state with its marks. It takes the focus, and says in words what the marks say. */
export function drawState(drawn: DrawnState): string {
  const { state, isParent } = drawn
  const spoken = spokenState(drawn)
  const inside = isParent ? drawParent(drawn) : state.history ? drawHistory(drawn) : drawLeaf(drawn)
  return `<g class="${classesOf(drawn).join(' ')}" tabindex="0" role="img" data-state="${escapeXml(state.path)}" aria-label="${escapeXml(spoken)}"><title>${escapeXml(spoken)}</title>${inside}</g>`
}

function classesOf({ state, marks, isSuspended, isParent }: DrawnState): readonly string[] {
  const { isCurrent = false, visits = 0, isOutOfReach = false, badges = [] } = marks
  const has = (kind: string): boolean => badges.some((badge) => badge.kind === kind)
  return [
    'state',
    state.kind,
    ...(state.isLane ? ['lane'] : []),
    ...(state.statesInside === undefined ? [] : ['closed']),
    ...(isCurrent ? ['current'] : visits > 0 ? ['visited'] : []),
    ...(isCurrent && has('overdue') ? ['overdue'] : isCurrent && has('due-soon') ? ['due-soon'] : []),
    ...(isCurrent && isSuspended && !isParent ? ['suspended'] : []),
    ...(isOutOfReach && !isParent ? ['out-of-reach'] : []),
  ]
}

function drawParent({ state, box }: DrawnState): string {
  const { x, y, width } = box
  // The bar of a lane would weigh more than what it holds.
  const bar = state.isLane
    ? ''
    : `<path class="bar" d="M${number(x + 1)} ${number(y + barHeight)}v${9 - barHeight}a8 8 0 0 1 8-8h${number(width - 18)}a8 8 0 0 1 8 8v${barHeight - 9}z"/>`
  return `${rectangle('frame', box, 9)}${bar}`
}

/** The title of a state with others inside. It is drawn over the lines, which may lead through its bar. */
export function drawBarTitle({ state, box: { x, y }, language, marks }: DrawnState): string {
  const title = { x: x + 14, y: y + 19 }
  const footStart = title.x + barTitleWidth(state, language) + 10
  const faint = marks.isOutOfReach ? ' out-of-reach' : ''
  return [
    `<g class="bar-text${state.isLane ? ' of-lane' : ''}${faint}" aria-hidden="true">`,
    textAt('bar-title', title, { text: barTitle(state, language), anchor: 'start' }),
    drawFoot(state, language, { x: footStart, y: y + 19 }),
    '</g>',
  ].join('')
}

function drawLeaf({ state, box, marks, language, isSuspended }: DrawnState): string {
  const { lines } = stateLines(state, language)
  const foot = footOf(state, language)
  const middle = box.x + box.width / 2
  const height = lines.length * titleLine + (foot.length === 0 ? 0 : 16)
  const first = box.y + (box.height - height) / 2 + 13
  const mark = { x: box.x + 15, y: box.y + (foot.length === 0 ? box.height / 2 : (box.height - 14) / 2) }
  const sign = marks.isCurrent
    ? isSuspended
      ? 'pause'
      : 'play'
    : (marks.visits ?? 0) > 0
      ? 'tick'
      : undefined
  return [
    ...(marks.isCurrent ? [rectangle('ring', grown(box, 3.5), 10)] : []),
    // Others lie behind a closed one, like sheets on a pile.
    ...(state.statesInside === undefined
      ? []
      : [rectangle('pile', { ...box, x: box.x + 4, y: box.y + 4 }, 8)]),
    rectangle('box', box, 8),
    ...(marks.isCurrent && isSuspended ? [rectangle('stripes', box, 8)] : []),
    ...(state.kind === 'final' ? [rectangle('inner', grown(box, -3.5), 5.5)] : []),
    ...(sign ? [signAt(sign, mark, 'mark')] : []),
    ...lines.map((text, index) => textAt('title', { x: middle, y: first + index * titleLine }, { text })),
    drawFoot(state, language, {
      x: middle - footWidth(foot) / 2,
      y: first + lines.length * titleLine - 1,
    }),
  ].join('')
}

function drawHistory({ state, box, marks }: DrawnState): string {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  return [
    ...(marks.isCurrent ? [rectangle('ring', grown(box, 3.5), box.width)] : []),
    rectangle('box', box, box.width / 2),
    textAt(
      'history-text',
      { x: middle.x, y: middle.y + 4.4 },
      { text: state.history === 'deep' ? 'H*' : 'H' },
    ),
  ].join('')
}

function drawFoot(
  state: DiagramState,
  language: Language,
  start: { readonly x: number; readonly y: number },
): string {
  let { x } = start
  let drawn = ''
  for (const { sign, text } of footOf(state, language)) {
    drawn += signAt(sign, { x: x + 5, y: start.y - 4 }, 'sign')
    drawn += textAt('foot', { x: x + footRoom.sign, y: start.y }, { text, anchor: 'start' })
    x += footRoom.sign + textWidth(text) * fontSizes.clock + footRoom.between
  }
  return drawn
}
