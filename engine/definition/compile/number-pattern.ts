import type { NumberPattern } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { ProblemLog } from './problem-log.js'

type Part = NumberPattern['parts'][number]

/**
 * Reads `EX-{yyyy}{mm}-{seq:4}`. The counter stands once, at any place; `undefined` when it is missing, stands
 * twice, or a brace holds something else.
 */
export function parseNumberPattern(source: string): NumberPattern | undefined {
  const parts: Part[] = []
  for (const [, literal, hole] of source.matchAll(/([^{}]+)|\{([^{}]*)\}|[{}]/g)) {
    const part = literal === undefined ? holePart(hole) : { literal }
    if (!part) return undefined
    parts.push(part)
  }
  return parts.filter((part) => 'digits' in part).length === 1 ? { source, parts } : undefined
}

/** Reports a text that is no such pattern. */
export function reportPattern(log: ProblemLog, source: string, path: ValuePath): void {
  const expected = "a pattern with one counter, such as 'EX-{yyyy}{mm}-{seq:4}'"
  log.report('wrong-value', path, `Expected ${expected}, but found '${source}'.`, { expected, found: source })
}

function holePart(hole: string | undefined): Part | undefined {
  if (hole === 'yyyy' || hole === 'yy' || hole === 'mm' || hole === 'dd') return { date: hole }
  const digits = /^seq:([1-9])$/.exec(hole ?? '')?.[1]
  return digits === undefined ? undefined : { digits: Number(digits) }
}
