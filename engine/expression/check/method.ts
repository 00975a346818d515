import type { ASTNode } from '@marcbachmann/cel-js'
import { functions, methods } from '../functions/dialect.js'
import { applyFunction } from './apply-function.js'
import type { Checking, CompileNode } from './checking.js'
import type { Compiled } from './compiled.js'
import { loopNames } from '../functions/loop-names.js'
import { compileLoop } from './loop.js'
import { unknownFunction } from './unknown-function.js'

type MethodNode = Extract<ASTNode, { readonly op: 'rcall' }>

/** Checks `value.name(…)`. */
export function compileMethod(
  checking: Checking,
  node: MethodNode,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  const [name, receiver, args] = node.args
  if (loopNames.some((loop) => loop === name))
    return compileLoop(
      checking,
      { name, list: receiver, args, start: node.start, end: node.end },
      compileNode,
    )
  const known = methods.get(name)
  if (!known) {
    const written = [receiver, ...args].map((part) => checking.textOf(part)).join(', ')
    return unknownFunction(checking, node, name, functions.has(name) ? `${name}(${written})` : undefined)
  }
  const parts = [receiver, ...args].map((part) => compileNode(checking, part))
  const sound = parts.filter((part) => part !== undefined)
  return sound.length < parts.length ? undefined : applyFunction(checking, node, known, sound)
}
