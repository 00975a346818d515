import { listAt, type SourceNode } from '../parse/source-node.js'
import { describeNode } from '../shape/describe.js'
import type { Report } from './expand-document.js'
import { isTime, onePair } from './one-pair.js'

/**
 * Closures are pairs of times. What stands beside the two, such as a reason, and other ways to write them are told, and
 * read as they were meant; what holds no two times is told and left out, so that nothing follows from it.
 */
export function expandClosures(node: SourceNode, report: Report): SourceNode {
  const written = onePair(node)
  if (written.kind === 'scalar' && written.value === null) return written
  const items = written.kind === 'list' ? written.items : [written]
  const read = items.map((item, index) =>
    readClosure(item, (problem) => {
      report({ ...problem, path: [index] })
    }),
  )
  return listAt(
    read.filter((item) => item !== undefined),
    written.span,
  )
}

function readClosure(node: SourceNode, report: Report): SourceNode | undefined {
  if (node.kind === 'list' && node.items.length === 2) return node
  const times = timesIn(node)
  const [from, to] = times
  const isMeant = times.length === 2 && from !== undefined && to !== undefined
  report({
    code: 'wrong-value',
    message: `Expected a closure as a pair of its beginning and its end, but found ${foundIn(node)}.`,
    span: node.span,
    hint: isMeant
      ? `Write [${textOf(from)}, ${textOf(to)}]; in a file, a reason may stand behind it as a comment: # ….`
      : 'Write [2026-03-01T10:00, 2026-03-01T12:00]. A whole day that is off belongs into holidays.',
  })
  return isMeant ? listAt([from, to], node.span) : undefined
}

/** The times in something that is no pair: entries of a list or map, or the parts of one text. */
function timesIn(node: SourceNode): readonly SourceNode[] {
  if (node.kind === 'list') return node.items.filter(isTime)
  if (node.kind === 'map') return [...node.entries.values()].map(({ value }) => value).filter(isTime)
  if (typeof node.value !== 'string') return []
  return node.value
    .split(/\s*(?:\/|,|\bto\b|至|–|—|~)\s*/u)
    .map((part): SourceNode => ({ kind: 'scalar', value: part.trim(), span: node.span }))
    .filter(isTime)
}

function foundIn(node: SourceNode): string {
  if (node.kind === 'list') return `a list of ${node.items.length}`
  return describeNode(node)
}

function textOf(node: SourceNode): string {
  return node.kind === 'scalar' ? String(node.value) : ''
}
