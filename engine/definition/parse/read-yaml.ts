import type { Problem } from '../../errors/problem.js'
import { buildTree } from './build-tree.js'
import { composeDocument } from './compose-document.js'
import { explainSyntax } from './explain-syntax.js'
import { healText } from '../heal/heal-text.js'
import { maxDepth, maxFileBytes, maxProblemsPerFile } from './limits.js'
import type { SourceNode } from './source-node.js'
import type { SourceText } from './source-text.js'
import { unprintableIn } from './unprintable.js'

/** A file as a tree of values with their places, and what could not be read. */
export interface ReadYaml {
  /** `undefined` where nothing could be read. */
  readonly root: SourceNode | undefined
  readonly problems: readonly Problem[]
}

/**
 * Reads strict YAML 1.2. Faults are problems, never exceptions; what can be read beside them is read. Limits on size,
 * depth and aliases are checked before anything that costs more than the file is long.
 */
export function readYaml(source: SourceText): ReadYaml {
  if (source.text.length > maxFileBytes || Buffer.byteLength(source.text) > maxFileBytes)
    return refused(source, 0, {
      code: 'file-too-large',
      severity: 'error',
      message: `Expected at most ${maxFileBytes} bytes, but the file has more.`,
      hint: 'Split it into several files.',
    })
  const unprintable = unprintableIn(source)
  if (unprintable) return { root: undefined, problems: [unprintable] }
  const healed = healText(source)
  const composed = composeDocument(healed.text)
  if (composed.kind === 'too-deep')
    return refused(source, healed.toFile(composed.at), {
      code: 'yaml-too-deep',
      severity: 'error',
      message: `Expected at most ${maxDepth} levels inside one another, but there are more.`,
      hint: 'Name parts and refer to them instead.',
    })
  const syntax = explainSyntax(composed.faults, healed, source)
  const tree = composed.document ? buildTree(composed.document, healed, source) : undefined
  const problems = [...healed.problems, ...syntax, ...(tree?.problems ?? [])]
  return { root: tree?.root, problems: problems.slice(0, maxProblemsPerFile) }
}

function refused(source: SourceText, offset: number, problem: Problem): ReadYaml {
  // Only the beginning of a huge line would help nobody: the place goes without its text.
  const { file, line, column } = source.placeOf({ start: offset, end: offset })
  return { root: undefined, problems: [{ ...problem, place: { file, line, column } }] }
}
