import { closest } from '../closest.js'
import { missing } from '../evaluation-stop.js'
import type { Frame } from '../work.js'
import type { Value } from '../value.js'
import type { Checking, LoopVariable } from './checking.js'
import type { Compiled, Range } from './compiled.js'

/** The loop variable or the name of the scope that `name` stands for. */
export function rootNamed(checking: Checking, range: Range, name: string): Compiled | undefined {
  const place = { start: range.start, end: range.end }
  const variable = checking.loops.find((loop) => loop.name === name)
  if (variable) return { ...place, ...variableRead(variable) }
  const root = checking.names.get(name)
  if (root) {
    const run = (frame: Frame): Value => {
      const value = root.read(frame)
      if (value === undefined) throw missing(name)
      return value
    }
    const path = { shown: name, root: name, isVariable: false, key: name, keys: [name], optional: [] }
    return { start: range.start, end: range.end, type: root.type, run, peek: root.read, path }
  }
  return unknownRoot(checking, place, name)
}

function variableRead({ name, type, slot, key }: LoopVariable): Omit<Compiled, 'start' | 'end'> {
  const run = (frame: Frame): Value => {
    const value = frame.variables[slot]
    if (value === undefined || value === null) throw missing(name)
    return value
  }
  const path = { shown: name, root: name, isVariable: true, key, keys: [key], optional: [] }
  return { type, run, peek: (frame) => frame.variables[slot] ?? undefined, path }
}

function unknownRoot(checking: Checking, range: Range, name: string): Compiled | undefined {
  const roots = [...checking.names.keys(), ...checking.loops.map((loop) => loop.name)]
  // People write `goodsAt` and mean `data.goodsAt`.
  const holders = [...checking.names.values()].filter(
    (root) => root.type.kind === 'object' && Object.hasOwn(root.type.fields, name),
  )
  const nearest = holders[0] ? `${holders[0].name}.${name}` : closest(name, roots)
  return unknownName(checking, range, { found: name, within: undefined, nearest, known: roots })
}

/** Reports a name nobody knows, with the nearest one or a few that are known. */
export function unknownName(
  checking: Checking,
  range: Range,
  name: {
    readonly found: string
    readonly within: string | undefined
    readonly nearest: string | undefined
    readonly known: readonly string[]
  },
): Compiled | undefined {
  const { found, within, nearest, known } = name
  const expected = within === undefined ? 'a known name' : `a name in '${within}'`
  const some = known.slice(0, 6).join(', ')
  const listed =
    known.length === 0 ? 'There is none here.' : `Known here: ${some}${known.length > 6 ? ', …' : ''}.`
  const hint = nearest === undefined ? listed : `Did you mean '${nearest}'?`
  return checking.report({
    code: 'expression-unknown-name',
    message: `Expected ${expected}, but '${found}' is unknown. ${hint}`,
    start: range.start,
    end: range.end,
    expected,
    found,
    ...(nearest === undefined ? {} : { nearest }),
    hint,
  })
}
