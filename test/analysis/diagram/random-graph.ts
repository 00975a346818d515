import fc from 'fast-check'
import type { DiagramEdge, DiagramGraph, DiagramState } from '../../../engine/index.js'

const words = [
  'Ready',
  'Waiting for parts',
  '待备件',
  '客户已签收，等待结算',
  'A rather long title of a state',
]

const anyTitle = fc.constantFrom(...words).map((text) => ({ 'zh-CN': text, en: text }))

/** A state with those inside it. */
interface Nested {
  readonly title: DiagramState['title']
  readonly kind: DiagramState['kind']
  readonly hasClock: boolean
  readonly inside: readonly Nested[]
}

const { nested } = fc.letrec<{ nested: Nested; leaf: Nested }>((tie) => ({
  leaf: fc.record({
    title: anyTitle,
    kind: fc.constantFrom<DiagramState['kind']>('atomic', 'atomic', 'final', 'history'),
    hasClock: fc.boolean(),
    inside: fc.constant([]),
  }),
  nested: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    tie('leaf'),
    fc.record({
      title: anyTitle,
      kind: fc.constantFrom<DiagramState['kind']>('compound', 'compound', 'parallel'),
      hasClock: fc.boolean(),
      inside: fc.array(tie('nested'), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

const drawnEdge = fc.record({
  source: fc.nat(),
  target: fc.nat(),
  title: anyTitle,
  kind: fc.constantFrom<DiagramEdge['kind']>('event', 'event', 'event', 'after', 'done'),
})

/** Any statechart: states in each other up to three deep, lanes, and ways between any two of them. */
export const randomGraph: fc.Arbitrary<DiagramGraph> = fc
  .record({
    states: fc.array(nested, { minLength: 2, maxLength: 5 }),
    edges: fc.array(drawnEdge, { maxLength: 14 }),
  })
  .map(({ states, edges }) => {
    const flat = states.flatMap((state, index) => flattened(state, { name: `s${index}`, isLane: false }))
    return {
      process: 'random',
      title: { 'zh-CN': '任意', en: 'Random' },
      initial: 's0',
      states: flat,
      edges: placedEdges(flat, edges),
    }
  })

function flattened(
  { title, kind, hasClock, inside }: Nested,
  { name, parent, isLane }: { readonly name: string; readonly parent?: string; readonly isLane: boolean },
): readonly DiagramState[] {
  const path = parent === undefined ? name : `${parent}.${name}`
  // A lane holds states, and what is inside a parallel state is a lane.
  const isParallel = kind === 'parallel'
  const own: DiagramState = {
    ...{ path, title, isLane, inside: [], kind: isLane && inside.length === 0 ? 'atomic' : kind },
    ...(parent !== undefined && { parent }),
    ...(kind === 'compound' && { initial: `${path}.s0` }),
    ...(kind === 'history' && !isLane && { history: 'shallow' as const }),
    ...(hasClock && kind !== 'history' && { clock: { 'zh-CN': '2 小时', en: '2 hours' } }),
  }
  return [
    own,
    ...inside.flatMap((child, index) =>
      flattened(child, { name: `s${index}`, parent: path, isLane: isParallel }),
    ),
  ]
}

function placedEdges(
  states: readonly DiagramState[],
  edges: readonly {
    readonly source: number
    readonly target: number
    readonly title: DiagramEdge['title']
    readonly kind: DiagramEdge['kind']
  }[],
): readonly DiagramEdge[] {
  return edges.flatMap(({ source, target, title, kind }, index) => {
    const [from, to] = [states[source % states.length]!, states[target % states.length]!]
    if (from.kind === 'history' || from.kind === 'final') return []
    return {
      ...{ id: `e${index}`, kind, on: 'go', branches: [0], title },
      source: from.path,
      target: to.path,
    }
  })
}
