import type { ASTNode } from '@marcbachmann/cel-js'
import { functions } from '../functions/dialect.js'
import type { Checking, CompileNode } from './checking.js'
import type { Compiled, Range } from './compiled.js'
import { applyFunction } from './apply-function.js'
import { compileOr, compilePick, compilePresent } from './special-forms.js'
import { unknownFunction } from './unknown-function.js'

/** A call as it was written. */
export interface Call {
  readonly node: Range
  readonly name: string
  readonly args: readonly ASTNode[]
}

/** Checks `name(…)`. */
export function compileCall(
  checking: Checking,
  call: Call,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  switch (call.name) {
    case 'present':
      return compilePresent(checking, call, compileNode)
    case 'or':
      return compileOr(checking, call, compileNode)
    case 'pick':
      return compilePick(checking, call, compileNode)
  }
  const known = functions.get(call.name)
  // `matches` and `has` are replaced as a whole; what stands in their brackets would only add noise.
  if (!known) return unknownFunction(checking, call.node, call.name)
  const args = call.args.map((arg) => compileNode(checking, arg))
  const sound = args.filter((arg) => arg !== undefined)
  return sound.length < args.length ? undefined : applyFunction(checking, call.node, known, sound)
}
