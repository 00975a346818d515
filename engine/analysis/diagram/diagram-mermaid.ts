import type { Text } from '../../errors/index.js'
import type { DiagramEdge, DiagramGraph, DiagramState } from './diagram-graph.js'
import { sourceLabel } from './diagram-texts.js'

/**
 * The picture as text for mermaid (`stateDiagram-v2`), for pages that draw it from there. Marks of cases are not part of
 * it. Ends with a line break.
 */
export function diagramMermaid(graph: DiagramGraph, language: keyof Text): string {
  const ids = new Map(graph.states.map(({ path }, index) => [path, `s${index}`]))
  const writer: Writer = { graph, language, idOf: (path) => ids.get(path) ?? 's' }
  const top = graph.states.filter(({ parent }) => parent === undefined)
  const lines = [
    'stateDiagram-v2',
    `  %% ${graph.process}`,
    ...(graph.initial === undefined ? [] : [`  [*] --> ${writer.idOf(graph.initial)}`]),
    ...top.flatMap((state) => stateLines(writer, state, '  ')),
    ...graph.edges.map((edge) => `  ${edgeLine(writer, edge)}`),
    ...graph.states
      .filter(({ kind, path }) => kind === 'final' && !isInside(graph, path))
      .map(({ path }) => `  ${writer.idOf(path)} --> [*]`),
  ]
  return `${lines.join('\n')}\n`
}

interface Writer {
  readonly graph: DiagramGraph
  readonly language: keyof Text
  readonly idOf: (path: string) => string
}

function isInside({ states }: DiagramGraph, path: string): boolean {
  const parent = states.find((state) => state.path === path)?.parent
  return parent !== undefined && parent !== ''
}

function stateLines(writer: Writer, state: DiagramState, indent: string): readonly string[] {
  const { graph, language, idOf } = writer
  const id = idOf(state.path)
  const children = graph.states.filter(({ parent }) => parent === state.path)
  const title = state.history ? (state.history === 'deep' ? 'H*' : 'H') : state.title[language]
  const named = `${indent}state "${plain(title)}" as ${id}`
  if (children.length === 0) return [named]
  const inside = children.flatMap((child, index) => [
    // Regions are parted by a line of strokes.
    ...(state.kind === 'parallel' && index > 0 ? [`${indent}  --`] : []),
    ...stateLines(writer, child, `${indent}  `),
  ])
  const first =
    state.kind !== 'parallel' && state.initial !== undefined
      ? [`${indent}  [*] --> ${idOf(state.initial)}`]
      : []
  return [`${named} {`, ...first, ...inside, `${indent}}`]
}

function edgeLine({ language, idOf }: Writer, edge: DiagramEdge): string {
  return `${idOf(edge.source)} --> ${idOf(edge.target)} : ${plain(sourceLabel(edge, language))}`
}

/** Without the signs that mean something to mermaid. */
function plain(text: string): string {
  return text
    .replaceAll('#', '＃')
    .replaceAll('"', '”')
    .replaceAll(':', '：')
    .replaceAll(';', '；')
    .replaceAll(/[\n\r]+/g, ' ')
}
