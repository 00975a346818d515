import type { ASTNode } from '@marcbachmann/cel-js'
import { EvaluationStop } from '../evaluation-stop.js'
import type { ValueType } from '../expression.js'
import type { Value } from '../value.js'
import { boolean, typePhrase } from '../value-types.js'
import { spend, type Frame } from '../work.js'
import type { Checking, CompileNode } from './checking.js'
import type { Compiled, Range } from './compiled.js'
import { expectBoolean } from './logic.js'

const deepestLoops = 2

interface LoopCall extends Range {
  readonly name: string
  readonly list: ASTNode
  readonly args: readonly ASTNode[]
}

/** Checks `list.all(x, …)` and its kin: over a bounded list only, at most two inside one another. */
export function compileLoop(
  checking: Checking,
  call: LoopCall,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  const list = compileNode(checking, call.list)
  if (!list) return undefined
  const items = itemsOf(checking, list, call.name)
  const variable = call.args[0]
  if (!items || !variable || !accepts(checking, call, variable)) return undefined
  const loop = checking.enterLoop(checking.textOf(variable), items.of, itemKeyOf(list))
  const bodies = call.args.slice(1).map((body) => compileNode(checking, body))
  checking.leaveLoop()
  const parts = bodies.filter((body) => body !== undefined)
  if (parts.length < bodies.length) return undefined
  return finish(checking, call, { list, items, slot: loop.slot, parts })
}

function itemKeyOf(list: Compiled): string | undefined {
  const key = list.path?.keys.at(-1)
  return key === undefined ? list.itemKey : `${key}[]`
}

function itemsOf(
  checking: Checking,
  list: Compiled,
  name: string,
): Extract<ValueType, { kind: 'list' }> | undefined {
  if (list.type.kind === 'list') return list.type
  const hint = list.type.kind === 'any' ? 'Declare the field as a list with maxItems.' : undefined
  checking.typeProblem(
    list,
    `a list before '.${name}'`,
    `'${checking.textOf(list)}' is ${typePhrase(list.type)}`,
    hint,
  )
  return undefined
}

function accepts(checking: Checking, call: LoopCall, variable: ASTNode): boolean {
  const name = checking.textOf(variable)
  const wanted = call.name === 'map' ? [2, 3] : [2]
  if (!wanted.includes(call.args.length)) {
    checking.typeProblem(call, `${call.name}(variable, expression)`, `it has ${call.args.length} arguments`)
    return false
  }
  if (checking.loops.length >= deepestLoops) {
    const hint = 'Keep what the inner one finds in a field, or in a decision.'
    checking.report({
      code: 'expression-too-large',
      message: `Expected at most two list functions inside one another, but '${call.name}' is the third. ${hint}`,
      start: call.start,
      end: call.end,
      expected: 'at most two list functions inside one another',
      found: 'three',
      hint,
    })
    return false
  }
  if (!checking.names.has(name) && !checking.loops.some((loop) => loop.name === name)) return true
  checking.typeProblem(
    variable,
    'a new name for the variable',
    `'${name}' is taken`,
    'Take another, such as one.',
  )
  return false
}

function keyed(list: Compiled): Pick<Compiled, 'itemKey'> {
  const itemKey = itemKeyOf(list)
  return itemKey === undefined ? {} : { itemKey }
}

interface Loop {
  readonly list: Compiled
  readonly items: Extract<ValueType, { kind: 'list' }>
  readonly slot: number
  readonly parts: readonly Compiled[]
}

type Run = (frame: Frame) => Value

function finish(checking: Checking, call: LoopCall, loop: Loop): Compiled | undefined {
  const range = { start: call.start, end: call.end }
  const [first, second] = loop.parts
  if (!first) return undefined
  if (call.name === 'map' && !second)
    return { ...range, type: { ...loop.items, of: first.type }, run: mapping(loop, () => true, first.run) }
  const condition = expectBoolean(checking, first, `'${call.name}'`)
  if (!condition) return undefined
  if (second)
    return {
      ...range,
      type: { ...loop.items, of: second.type },
      run: mapping(loop, condition.run, second.run),
    }
  switch (call.name) {
    case 'filter':
      return { ...range, type: loop.items, run: mapping(loop, condition.run, undefined), ...keyed(loop.list) }
    case 'exists_one':
      return { ...range, type: boolean, run: countingOne(loop, condition.run) }
    default:
      return { ...range, type: boolean, run: quantifier(loop, condition.run, call.name === 'exists') }
  }
}

/** Runs a part of the loop for one item, for one unit of fuel. */
function visit(loop: Loop, frame: Frame, item: Value, part: Run): Value {
  spend(frame, 1)
  frame.variables[loop.slot] = item
  return part(frame)
}

function itemsIn(loop: Loop, frame: Frame): readonly Value[] {
  return loop.list.run(frame) as readonly Value[]
}

function mapping(loop: Loop, condition: Run, transform: Run | undefined): Run {
  return (frame) => {
    const results: Value[] = []
    for (const item of itemsIn(loop, frame))
      if (visit(loop, frame, item, condition) === true) results.push(transform ? transform(frame) : item)
    return results
  }
}

function countingOne(loop: Loop, condition: Run): Run {
  return (frame) =>
    itemsIn(loop, frame).filter((item) => visit(loop, frame, item, condition) === true).length === 1
}

/** As in CEL, an item that cannot be judged matters only where no other item decides. */
function quantifier(loop: Loop, condition: Run, decides: boolean): Run {
  return (frame) => {
    let stopped: EvaluationStop | undefined
    for (const item of itemsIn(loop, frame)) {
      try {
        if (visit(loop, frame, item, condition) === decides) return decides
      } catch (error) {
        // Without fuel no further item could be judged either.
        if (!(error instanceof EvaluationStop) || frame.fuel < 0) throw error
        stopped ??= error
      }
    }
    if (stopped) throw stopped
    return !decides
  }
}
