import type { Text } from '../../errors/index.js'
import type { DiagramEdge, DiagramGraph, DiagramState } from './diagram-graph.js'
import { noMarks, type DiagramMarks, type EdgeMarks } from './diagram-marks.js'
import { fullLabel } from './diagram-texts.js'
import { spokenState } from './spoken-state.js'

/**
 * The picture as a text that says the same: a list of the states in document order, each inside the one that holds it,
 * with its marks and with the ways that lead out of it. Ends with a line break.
 */
export function diagramOutline(
  graph: DiagramGraph,
  language: keyof Text,
  marks: DiagramMarks = noMarks,
): string {
  const depths = new Map<string, number>()
  const head = [graph.title, ...marks.badges.map(({ text }) => text)].map((text) => text[language])
  const lines = [head.join(separators[language])]
  for (const state of graph.states) {
    const depth = state.parent === undefined ? 0 : (depths.get(state.parent) ?? 0) + 1
    depths.set(state.path, depth)
    const indent = '  '.repeat(depth)
    lines.push(`${indent}- ${stateLine(graph, state, { marks, language })}`)
    for (const edge of graph.edges.filter(({ source }) => source === state.path))
      lines.push(`${indent}    ${edgeLine(graph, edge, { marks: marks.edges[edge.id] ?? {}, language })}`)
    for (const { to, times } of marks.moves.filter(({ from }) => from === state.path))
      lines.push(`${indent}    ${moveLine(graph, to, { times, language })}`)
    if (state.inside.length > 0) lines.push(`${indent}    ${insideLine(state, language)}`)
  }
  return `${lines.join('\n')}\n`
}

const separators = { 'zh-CN': '，', en: ', ' } as const

function stateLine(
  graph: DiagramGraph,
  state: DiagramState,
  { marks, language }: { readonly marks: DiagramMarks; readonly language: keyof Text },
): string {
  const spoken = spokenState({
    state,
    marks: marks.states[state.path] ?? {},
    language,
    isSuspended: marks.isSuspended,
  })
  const parent = graph.states.find(({ path }) => path === state.parent)
  const first = parent ? parent.initial : graph.initial
  return first === state.path ? `${spoken}${separators[language]}${texts.first[language]}` : spoken
}

function edgeLine(
  graph: DiagramGraph,
  edge: DiagramEdge,
  { marks: { times = 0, count }, language }: { readonly marks: EdgeMarks; readonly language: keyof Text },
): string {
  const taken = count ?? times
  const often = taken === 0 ? '' : ` ×${taken}`
  return `${fullLabel(edge, language)} → ${titleOf(graph, edge.target, language)}${often}`
}

function moveLine(
  graph: DiagramGraph,
  to: string,
  { times, language }: { readonly times: number; readonly language: keyof Text },
): string {
  return `${texts.byHand[language]} → ${titleOf(graph, to, language)} ×${times}`
}

function insideLine({ inside }: DiagramState, language: keyof Text): string {
  return `${texts.staying[language]}${inside.map((text) => text[language]).join(separators[language])}`
}

function titleOf(graph: DiagramGraph, path: string, language: keyof Text): string {
  return graph.states.find((state) => state.path === path)?.title[language] ?? graph.title[language]
}

const texts = {
  first: { 'zh-CN': '由此开始', en: 'begins here' },
  byHand: { 'zh-CN': '管理员手工移动', en: 'moved by an operator' },
  staying: { 'zh-CN': '不离开此状态：', en: 'without leaving: ' },
} as const satisfies { readonly [name: string]: Text }
