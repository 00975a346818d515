import type { Problem } from '../../errors/problem.js'
import type { SourceNode } from './source-node.js'
import type { SourceText } from './source-text.js'
export function checkScalars(_root: SourceNode, _source: SourceText): readonly Problem[] {
  return []
}
