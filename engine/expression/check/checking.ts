import type { ExpressionProblem, ValueType } from '../expression.js'
import type { ScopeNames } from '../scope-names.js'
import type { Compiled, Path, Range } from './compiled.js'

/** A variable of a loop that is being checked. */
export interface LoopVariable {
  readonly name: string
  readonly type: ValueType
  readonly slot: number
  readonly key: string
}

/** Names that are there wherever an expression stands. */
const presentNames: ReadonlySet<string> = new Set(['now', 'today'])
/** Names whose value depends on when the step is done. */
const timeNames: ReadonlySet<string> = new Set([...presentNames, 'occurredAt'])

/** What checking one expression found so far. Mutable, one per `compile`. */
export class Checking {
  readonly source: string
  readonly names: ScopeNames
  readonly zone: string
  readonly problems: ExpressionProblem[] = []
  readonly loops: LoopVariable[] = []
  readonly #reads = new Set<string>()
  readonly #tested = new Set<string>()
  readonly #optional: (Range & { readonly path: Path })[] = []
  #readsTime = false
  #variables = 0

  constructor(source: string, names: ScopeNames, zone: string) {
    this.source = source
    this.names = names
    this.zone = zone
  }

  get reads(): readonly string[] {
    return [...this.#reads]
  }

  get readsTime(): boolean {
    return this.#readsTime
  }

  /** Optional parts read but nowhere tested; to be asked when the whole expression was checked. */
  get untested(): readonly (Range & { readonly path: string })[] {
    return this.#optional.flatMap(({ path, start, end }) => {
      const open = path.optional.findLast((part) => !this.#tested.has(part.key))
      return open ? [{ path: open.shown, start, end }] : []
    })
  }

  /** Notes that a path is read; `tested` when by `present` or `or`, which do not mind its absence. */
  noteRead(range: Range, path: Path, tested: boolean): void {
    if (timeNames.has(path.root)) this.#readsTime = true
    if (!path.isVariable && !presentNames.has(path.root)) this.#reads.add(path.shown)
    if (tested) for (const key of path.keys) this.#tested.add(key)
    else if (path.optional.length > 0) this.#optional.push({ path, start: range.start, end: range.end })
  }

  /** `itemKey` names the list, so that a test of an item's part in one loop holds in the next over the same list. */
  enterLoop(name: string, type: ValueType, itemKey: string | undefined): LoopVariable {
    this.#variables += 1
    const key = itemKey ?? `${name}#${this.#variables}`
    const variable = { name, type, slot: this.loops.length, key }
    this.loops.push(variable)
    return variable
  }

  leaveLoop(): void {
    this.loops.pop()
  }

  textOf(range: Range): string {
    return this.source.slice(range.start, range.end)
  }

  /** Reports and yields nothing, so that a caller can `return checking.report(…)`. */
  report(problem: ExpressionProblem): Compiled | undefined {
    this.problems.push(problem)
    return undefined
  }

  /** Reports a type problem: `Expected <expected>, but <found>. <hint>`. */
  typeProblem(range: Range, expected: string, found: string, hint?: string): Compiled | undefined {
    return this.report({
      code: 'expression-type',
      message: `Expected ${expected}, but ${found}.${hint === undefined ? '' : ` ${hint}`}`,
      start: range.start,
      end: range.end,
      expected,
      found,
      ...(hint === undefined ? {} : { hint }),
    })
  }
}

/** Checks one node; what it finds wrong it reports, and the result is then `undefined`. */
export type CompileNode<Node> = (checking: Checking, node: Node) => Compiled | undefined
