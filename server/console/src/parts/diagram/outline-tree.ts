/** A state of an outline: its name with its marks, what leads out of it, and the states inside. */
export interface OutlineState {
  readonly text: string
  readonly ways: readonly string[]
  readonly states: readonly OutlineState[]
}

interface Growing extends OutlineState {
  readonly ways: string[]
  readonly states: Growing[]
}

/** The lines of an outline as the list they are: `- ` begins a state, two spaces lead one state further in. */
export function outlineTree(text: string): {
  readonly head: string
  readonly states: readonly OutlineState[]
} {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const states: Growing[] = []
  const open: Growing[] = []
  for (const line of lines) {
    const found = /^((?: {2})*)- (.*)$/.exec(line)
    if (!found) {
      open.at(-1)?.ways.push(line.trim())
      continue
    }
    const [, indent = '', name = ''] = found
    open.length = Math.min(open.length, indent.length / 2)
    const state: Growing = { text: name, ways: [], states: [] }
    ;(open.at(-1)?.states ?? states).push(state)
    open.push(state)
  }
  return { head, states }
}

/** How many states an outline has. */
export const statesIn = (text: string): number => text.match(/^ *- /gm)?.length ?? 0
