import type { Problem } from '../../errors/problem.js'
import type { CheckedAction, CheckedBranch, CheckedProcess } from '../checked-process.js'
import { statePathOf } from '../compile/state-index.js'
import type { SourceDocument } from '../document.js'

/** A case that begins another one at once, and the state that does. */
interface Beginning {
  readonly process: string
  readonly state: string
}

/**
 * Cases that begin one another in a circle although nobody does anything: the first states of each begin the next. Only
 * what certainly happens counts, so that a guard or a person anywhere in the circle is enough.
 */
export function checkCircles(
  processes: readonly CheckedProcess[],
  documents: readonly SourceDocument[],
): readonly Problem[] {
  const plain = processes.filter(({ profile }) => profile === undefined)
  const begun = new Map(plain.map((process) => [process.id, beginnings(process)] as const))
  return plain.flatMap(({ id }) => {
    const circle = circleFrom(id, begun)
    const document = documents.find((one) => one.id === id)
    return circle && document ? [problemFor(id, circle, document)] : []
  })
}

function problemFor(id: string, circle: readonly Beginning[], document: SourceDocument): Problem {
  const way = [id, ...circle.map(({ process }) => process)].map((name) => `'${name}'`).join(' → ')
  return {
    code: 'begins-itself',
    severity: 'error',
    message: `Expected somebody to decide before a case begins another one of its kind, but ${way} happens by itself.`,
    found: id,
    hint: 'Begin the other case on an event, after a time, or in a branch with a guard.',
    place: document.locate(statePathOf(circle[0]?.state ?? ''), { key: true }),
  }
}

/** The way from a process back to itself. */
function circleFrom(
  id: string,
  begun: ReadonlyMap<string, readonly Beginning[]>,
): readonly Beginning[] | undefined {
  const seen = new Set<string>()
  const ways: (readonly Beginning[])[] = (begun.get(id) ?? []).map((one) => [one])
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1)?.process ?? ''
    if (last === id) return way
    if (seen.has(last)) continue
    seen.add(last)
    for (const next of begun.get(last) ?? []) ways.push([...way, next])
  }
  return undefined
}

/** Cases that a new case of a process begins before anybody can do anything. */
function beginnings(process: CheckedProcess): readonly Beginning[] {
  const found: Beginning[] = []
  const entered = new Set<string>()
  const enter = (path: string): void => {
    const state = process.states.get(path)
    if (!state || entered.has(path)) return
    entered.add(path)
    const add = (begin: { readonly process: string; readonly forEach?: unknown } | undefined): void => {
      // A list may be empty.
      if (begin && begin.forEach === undefined) found.push({ process: begin.process, state: path })
    }
    for (const begin of started(state.entry)) add(begin)
    add(state.invoke?.begin)
    add(state.convert)
    if (state.kind === 'parallel') state.children.forEach(enter)
    else if (state.initial !== undefined) {
      const initial = state.children.find((child) => process.states.get(child)?.name === state.initial)
      enter(initial ?? state.initial)
    }
    const certain = firstBranch(state.always)
    if (!certain) return
    for (const begin of started(certain.actions)) add(begin)
    if (certain.target !== undefined) enter(certain.target)
  }
  enter('')
  return found
}

/** The automatic branch that is taken whatever the data say. */
function firstBranch(always: readonly CheckedBranch[]): CheckedBranch | undefined {
  return always[0]?.guard ? undefined : always[0]
}

function started(actions: readonly CheckedAction[]) {
  return actions.flatMap((action) => (action.kind === 'start' ? [action.begin] : []))
}
