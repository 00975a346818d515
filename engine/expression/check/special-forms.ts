import type { ASTNode } from '@marcbachmann/cel-js'
import { boolean, typePhrase } from '../value-types.js'
import { compileAccess, isAccess } from './access.js'
import type { Call } from './call.js'
import type { Checking, CompileNode } from './checking.js'
import { eitherOf } from './choices.js'
import { coerce } from './coerce.js'
import type { Compiled } from './compiled.js'
import { expectBoolean } from './logic.js'

/** `present(path)`: whether the whole path is there. */
export function compilePresent(
  checking: Checking,
  call: Call,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  if (!hasArguments(checking, call, 'present(path)', 1)) return undefined
  const path = compilePath(checking, call.args[0], compileNode)
  const peek = path?.peek
  if (!peek) return undefined
  const { start, end } = call.node
  return { start, end, type: boolean, run: (frame) => peek(frame) !== undefined }
}

/** `or(path, default)`: the value, or the default where any part of the path is absent. */
export function compileOr(
  checking: Checking,
  call: Call,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  if (!hasArguments(checking, call, 'or(path, default)', 2)) return undefined
  const path = compilePath(checking, call.args[0], compileNode)
  const fallback = call.args[1] && compileNode(checking, call.args[1])
  if (!path || !fallback) return undefined
  const either = eitherOf(path, fallback)
  if (!either) return differ(checking, call, path, fallback)
  const peek = coerce(checking, path, either.type).peek
  const instead = coerce(checking, fallback, either.type).run
  const { start, end } = call.node
  return { start, end, ...either, run: (frame) => peek?.(frame) ?? instead(frame) }
}

/** `pick(condition, a, b)`: only the branch that is chosen is evaluated. */
export function compilePick(
  checking: Checking,
  call: Call,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  if (!hasArguments(checking, call, 'pick(condition, a, b)', 3)) return undefined
  const [asked, first, second] = call.args.map((arg) => compileNode(checking, arg))
  const condition = asked && expectBoolean(checking, asked, "'pick'")
  if (!condition || !first || !second) return undefined
  const either = eitherOf(first, second)
  if (!either) return differ(checking, call, first, second)
  const whenTrue = coerce(checking, first, either.type).run
  const whenFalse = coerce(checking, second, either.type).run
  const { start, end } = call.node
  return {
    start,
    end,
    ...either,
    run: (frame) => (condition.run(frame) === true ? whenTrue : whenFalse)(frame),
  }
}

function compilePath(
  checking: Checking,
  node: ASTNode | undefined,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  if (!node) return undefined
  const found = isAccess(node)
    ? compileAccess(checking, node, compileNode, true)
    : compileNode(checking, node)
  if (!found) return undefined
  if (found.path && found.peek) return found
  return checking.typeProblem(
    node,
    'a path such as data.quote.total',
    `'${checking.textOf(node)}' is calculated`,
  )
}

function hasArguments(checking: Checking, call: Call, shape: string, count: number): boolean {
  if (call.args.length === count) return true
  checking.typeProblem(call.node, shape, `it has ${call.args.length} arguments`)
  return false
}

function differ(checking: Checking, call: Call, first: Compiled, second: Compiled): Compiled | undefined {
  const hint = [first, second].some((part) => part.type.kind === 'money')
    ? 'Write yuan(…) for an amount, such as yuan(0).'
    : undefined
  const found = `'${checking.textOf(first)}' is ${typePhrase(first.type)} and '${checking.textOf(second)}' is ${typePhrase(second.type)}`
  return checking.typeProblem(call.node, `two values of one kind in '${call.name}'`, found, hint)
}
