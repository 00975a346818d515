import type { MapEntry, SourceNode } from '../parse/source-node.js'
import type { Report } from './expand-document.js'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** `mon-fri` stands for each of its days; a day that has an entry of its own keeps that one. */
export function expandHours(node: SourceNode, report: Report): SourceNode {
  if (node.kind !== 'map') return node
  const written = [...node.entries.values()]
  node.entries.clear()
  const ranges: MapEntry[] = []
  for (const entry of written) {
    const days = daysOf(entry.key)
    if (!days) node.entries.set(entry.key, entry)
    else for (const day of days) ranges.push({ ...entry, key: day, value: copyOf(entry.value) })
  }
  const fromRange = new Set<string>()
  for (const entry of ranges) {
    if (fromRange.has(entry.key))
      report({
        code: 'duplicate-key',
        span: entry.keySpan,
        message: `Expected each weekday in one range, but '${entry.key}' is in two.`,
      })
    else if (!node.entries.has(entry.key)) node.entries.set(entry.key, entry)
    fromRange.add(entry.key)
  }
  return node
}

/** Days of a range, which may run over Sunday; `undefined` for what is no range. */
function daysOf(key: string): readonly string[] | undefined {
  const [first, last, more] = key.split('-')
  const from = weekdays.indexOf(first ?? '')
  const to = weekdays.indexOf(last ?? '')
  if (more !== undefined || from < 0 || to < 0) return undefined
  const days: string[] = []
  for (let day = from; ; day = (day + 1) % weekdays.length) {
    days.push(weekdays[day] ?? '')
    if (day === to) return days
  }
}

const copyOf = (node: SourceNode): SourceNode =>
  node.kind === 'list' ? { ...node, items: node.items.map(copyOf) } : node
