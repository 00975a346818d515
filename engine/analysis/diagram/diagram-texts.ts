import type { Text } from '../../errors/index.js'
import type { DiagramEdge, DiagramState } from './diagram-graph.js'
import { isWide } from '../../errors/index.js'
import { columnsOf, cutTo, textWidth } from './text-width.js'

type Language = keyof Text

/** Sizes of letters, in pixels. */
export const fontSizes = { state: 13, lane: 12, clock: 11, label: 11 } as const

/** Line height of a title in a state, in pixels. */
export const titleLine = 17

/** A text as it is drawn, with the room it takes. */
export interface SizedLines {
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}

/** A small line below a title: a sign and what it says. */
export interface FootPart {
  readonly sign: 'clock' | 'link' | 'inside'
  readonly text: string
}

/** Widest line of a title; what is longer goes on in a second one, and is cut there. */
const widestTitle = 172
/** Room beside a title on both sides; the mark of a state stands on the left. */
const side = 28
const lowest = 40
/** Room of the sign before a part of the foot, and between two parts. */
export const footRoom = { sign: 14, between: 10 } as const

/** What stands in the box of a state that holds no others: its title on one line or two, its foot below. */
export function stateLines(state: DiagramState, language: Language): SizedLines {
  const lines = linesOf(state.title[language], widestTitle)
  const widest = Math.max(...lines.map((line) => titleWidth(line)))
  const foot = footOf(state, language)
  return {
    lines,
    width: Math.ceil(Math.max(96, widest + 2 * side, footWidth(foot) + 24)),
    height: Math.max(lowest, lines.length * titleLine + 18) + (foot.length === 0 ? 0 : 14),
  }
}

/** How many states it holds undrawn, what its clock allows, what it waits for, and where the case goes on. */
export function footOf(state: DiagramState, language: Language): readonly FootPart[] {
  const { statesInside, clock, awaits, convertsTo } = state
  const linked = awaits ?? convertsTo
  return [
    ...(statesInside === undefined
      ? []
      : [{ sign: 'inside' as const, text: statesText(statesInside)[language] }]),
    ...(clock ? [{ sign: 'clock' as const, text: cutTo(clock[language], 24) }] : []),
    ...(linked ? [{ sign: 'link' as const, text: cutTo(linked.title[language], 24) }] : []),
  ]
}

/** `4 states`. */
export const statesText = (count: number): Text => ({
  'zh-CN': `${count} 个状态`,
  en: `${count} ${count === 1 ? 'state' : 'states'}`,
})

/** Width of a foot, in pixels; 0 for none. */
export function footWidth(foot: readonly FootPart[]): number {
  const widths = foot.map(({ text }) => footRoom.sign + textWidth(text) * fontSizes.clock)
  return widths.reduce((sum, width) => sum + width, Math.max(0, foot.length - 1) * footRoom.between)
}

/** Room that the title bar of a state with others inside takes, so that the state is at least as wide. */
export function barWidth(state: DiagramState, language: Language): number {
  const marks = 64
  return Math.ceil(barTitleWidth(state, language) + footWidth(footOf(state, language)) + marks)
}

/** Title of a state with others inside; two strokes say that all of them run at once. */
export function barTitle(state: DiagramState, language: Language): string {
  return `${cutTo(state.title[language], 44)}${state.kind === 'parallel' ? '  ∥' : ''}`
}

/** Width of that title, in pixels. */
export function barTitleWidth(state: DiagramState, language: Language): number {
  return textWidth(barTitle(state, language), { isBold: true }) * fontSizes.state
}

/** Most columns of a label; the full text is in the title of its edge. */
const longestLabel = 28
/** Least of a condition that is worth showing. */
const leastGuard = 10

/** What an edge says in the picture: its title, and its condition as far as there is room for it. */
export function labelText(edge: DiagramEdge, language: Language): string {
  // A way that is taken by itself says only under which condition.
  const isBare = edge.kind === 'always' && edge.isGuardPlain === true
  const head = isBare ? '' : cutTo(edge.title[language], longestLabel)
  if (edge.guard === undefined) return head
  const lead = head === '' ? '' : `${head} `
  return `${lead}[${shownGuard(edge, language, longestLabel - columnsOf(lead) - 2)}]`
}

/** A condition in so many columns: the whole of it, the choice it asks for, its beginning, or that there is one. */
function shownGuard({ guard, isGuardPlain, choice }: DiagramEdge, language: Language, room: number): string {
  if (guard === undefined || isGuardPlain !== true) return '…'
  const text = guard[language]
  if (columnsOf(text) <= room) return text
  if (choice && columnsOf(choice[language]) <= Math.max(room, leastGuard)) return choice[language]
  return room >= leastGuard ? cutTo(text, room) : '…'
}

/** What stands for a condition that has no words of its own. */
const byRule: Text = { 'zh-CN': '按规则判定', en: 'by a rule' }

/** The same in full, for people: a condition that has no words is not told as the file has it. */
export function fullLabel(edge: DiagramEdge, language: Language): string {
  const { guard, isGuardPlain } = edge
  return labelWith(edge, guard && (isGuardPlain === true ? guard : byRule)[language], language)
}

/** The same in full, for process owners: what has no words stands as it is written in the file. */
export function sourceLabel(edge: DiagramEdge, language: Language): string {
  return labelWith(edge, edge.guard?.[language], language)
}

function labelWith(
  { title, kind, ways }: DiagramEdge,
  condition: string | undefined,
  language: Language,
): string {
  if (ways) return ways.map((way) => way[language]).join(language === 'zh-CN' ? '；' : '; ')
  if (condition === undefined) return title[language]
  return kind === 'always' ? `[${condition}]` : `${title[language]} [${condition}]`
}

/** Room of a label. */
export function labelSize(
  edge: DiagramEdge,
  language: Language,
): { readonly width: number; readonly height: number } {
  const width = textWidth(labelText(edge, language)) * fontSizes.label
  return { width: Math.ceil(width + 18), height: 20 }
}

const titleWidth = (text: string): number => textWidth(text, { isBold: true }) * fontSizes.state

/** Breaks a title into at most two lines: between words, and anywhere in Chinese. */
function linesOf(title: string, widest: number): readonly string[] {
  if (titleWidth(title) <= widest) return [title]
  const words = wordsOf(title)
  // Lines of about the same length look better than a full one over a short one.
  const half = titleWidth(title) / 2
  let first = ''
  while (
    words.length > 1 &&
    titleWidth(first) < half &&
    titleWidth(first + (words[0] ?? '').trimEnd()) <= widest
  )
    first += words.shift() ?? ''
  const rest = words.join('')
  return first === '' ? [fitted(rest, widest)] : [first.trimEnd(), fitted(rest.trim(), widest)]
}

/** What may not be parted: words with their space behind, single Chinese letters with their signs behind. */
function wordsOf(title: string): string[] {
  const words: string[] = []
  let word = ''
  for (const character of title) {
    const isSign = /[，。、；：？！）》”]/.test(character)
    if (word !== '' && !isSign && (isWide(character) || endsWord(word))) {
      words.push(word)
      word = ''
    }
    word += character
  }
  if (word !== '') words.push(word)
  return words
}

function endsWord(word: string): boolean {
  // The last letter may be one of two code units.
  const [last = ''] = /.$/u.exec(word) ?? []
  return last === ' ' || isWide(last)
}

function fitted(text: string, widest: number): string {
  for (let columns = columnsOf(text); columns > 1; columns -= 1) {
    const cut = cutTo(text, columns)
    if (titleWidth(cut) <= widest) return cut
  }
  return text
}
