import { listAt, type SourceNode } from '../parse/source-node.js'

/**
 * A pair of times, or of dates, may stand where a list of pairs is expected: `["09:00", "18:00"]`, not
 * `["09:00-12:00", …]`.
 */
export function onePair(node: SourceNode): SourceNode {
  if (node.kind !== 'list' || node.items.length !== 2) return node
  return node.items.every(isTime) ? listAt([node], node.span) : node
}

const time = /^([0-9]{1,2}[:：.][0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt]\S*)?)$/

/** Whether a value looks like a time of day, a date or a time. */
export function isTime(node: SourceNode): boolean {
  return node.kind === 'scalar' && typeof node.value === 'string' && time.test(node.value)
}
