import type { ASTNode } from '@marcbachmann/cel-js'

/** The parts of a node as they were written, in order. */
function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return []
    case '.':
    case '.?':
      return [node.args[0]]
    case 'call':
      return node.args[1]
    case 'rcall':
      return [node.args[1], ...node.args[2]]
    case 'list':
      return node.args
    case 'map':
      return node.args.flat()
    case '!_':
    case '-_':
      return [node.args]
    default:
      return node.args
  }
}

/**
 * Number of nodes, and how deep they nest. A chain of one operator, `a && b && c`, counts as one level however long
 * it is: people write such lists, and they are as flat as they look.
 */
export function sizeOf(root: ASTNode): { readonly nodes: number; readonly depth: number } {
  let nodes = 0
  let deepest = 0
  const open: { readonly node: ASTNode; readonly depth: number }[] = [{ node: root, depth: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    nodes += 1
    deepest = Math.max(deepest, next.depth)
    for (const part of partsOf(next.node))
      open.push({ node: part, depth: next.depth + (part.op === next.node.op && isChain(part.op) ? 0 : 1) })
  }
  return { nodes, depth: deepest }
}

function isChain(op: ASTNode['op']): boolean {
  return op === '&&' || op === '||' || op === '+'
}
