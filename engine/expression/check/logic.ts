import type { ASTNode } from '@marcbachmann/cel-js'
import { EvaluationStop } from '../evaluation-stop.js'
import { boolean, typePhrase } from '../value-types.js'
import type { Frame } from '../work.js'
import type { Checking, CompileNode } from './checking.js'
import { coerce } from './coerce.js'
import type { Compiled } from './compiled.js'

type LogicNode = Extract<ASTNode, { readonly op: '&&' | '||' }>

/**
 * `&&` and `||` as CEL has them: a side that cannot be evaluated matters only where the other one does not decide.
 * A chain is flattened, so that a long one needs no deep stack.
 */
export function compileLogic(
  checking: Checking,
  node: LogicNode,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  const sides = chain(node).map((part) => {
    const side = compileNode(checking, part)
    return side && expectBoolean(checking, side, `'${node.op}'`)
  })
  const sound = sides.filter((side) => side !== undefined)
  if (sound.length < sides.length) return undefined
  const decides = node.op === '||'
  const runs = sound.map((side) => side.run)
  return {
    start: node.start,
    end: node.end,
    type: boolean,
    run: (frame) => firstThatDecides(runs, decides, frame),
  }
}

/** A condition, or a problem that says where it is wanted. */
export function expectBoolean(checking: Checking, part: Compiled, where: string): Compiled | undefined {
  if (part.type.kind === 'boolean') return part
  if (part.type.kind === 'any') return coerce(checking, part, boolean)
  return checking.typeProblem(
    part,
    `a condition (true or false) for ${where}`,
    `'${checking.textOf(part)}' is ${typePhrase(part.type)}`,
    part.path ? `Compare it, or ask present(${part.path.shown}).` : undefined,
  )
}

function chain(node: LogicNode): readonly ASTNode[] {
  const sides: ASTNode[] = []
  let left: ASTNode = node
  while (left.op === node.op) {
    const [before, after]: [ASTNode, ASTNode] = left.args
    sides.unshift(after)
    left = before
  }
  return [left, ...sides]
}

function firstThatDecides(
  runs: readonly ((frame: Frame) => unknown)[],
  decides: boolean,
  frame: Frame,
): boolean {
  let stopped: EvaluationStop | undefined
  for (const run of runs) {
    try {
      if (run(frame) === decides) return decides
    } catch (error) {
      if (!(error instanceof EvaluationStop)) throw error
      stopped ??= error
    }
  }
  if (stopped) throw stopped
  return !decides
}
