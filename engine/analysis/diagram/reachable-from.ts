import type { DiagramGraph, DiagramState } from './diagram-graph.js'

/**
 * States a case in these states may still come to, whatever the conditions: those in which it is, what edges lead to,
 * and what is entered with that. Rather too many than too few.
 */
export function reachableFrom(graph: DiagramGraph, active: readonly string[]): ReadonlySet<string> {
  const states = new Map(graph.states.map((state) => [state.path, state]))
  const reached = new Set<string>()
  const waiting = [...active]
  if (active.length > 0 && states.has('')) waiting.push('')
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const state = states.get(path)
    if (!state || reached.has(path)) continue
    reached.add(path)
    waiting.push(
      ...enteredWith(graph, state, path === '' || active.includes(path)),
      ...graph.edges.filter(({ source }) => source === path).map(({ target }) => target),
    )
  }
  return reached
}

function enteredWith(graph: DiagramGraph, state: DiagramState, isActive: boolean): readonly string[] {
  const inside = graph.states.filter(({ parent }) => parent === state.path).map(({ path }) => path)
  const above = state.parent === undefined ? [] : [state.parent]
  if (state.kind === 'parallel') return [...above, ...inside]
  // Where it goes back to is not known from the picture: anywhere in the state around it.
  if (state.kind === 'history')
    return graph.states.filter(({ parent }) => parent === state.parent).map(({ path }) => path)
  // Whoever is in a state is past its beginning.
  return [...above, ...(state.initial === undefined || isActive ? [] : [state.initial])]
}
