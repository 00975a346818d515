import type { CompiledDecision } from './compile-decisions.js'
import type { ProblemLog } from './problem-log.js'

/** Reports decisions that ask each other in a circle: none of them could ever be made. */
export function reportDecisionCycles(
  log: ProblemLog,
  decisions: ReadonlyMap<string, CompiledDecision>,
): void {
  const asked = new Map([...decisions].map(([name, { reads }]) => [name, askedBy(reads)]))
  const reported = new Set<string>()
  for (const name of decisions.keys()) {
    const circle = reported.has(name) ? undefined : circleFrom(name, asked)
    if (!circle) continue
    for (const each of circle) reported.add(each)
    const message = `Expected a decision that does not ask for itself, but '${[...circle, name].join("' asks for '")}'.`
    log.report('decision-cycle', ['decisions', name], message, { key: true, found: name })
  }
}

function askedBy(reads: readonly string[]): readonly string[] {
  return [...new Set(reads.flatMap((path) => /^decisions\.(\w+)/.exec(path)?.[1] ?? []))]
}

/** The shortest way from a decision back to itself, beginning with it. */
function circleFrom(
  start: string,
  asked: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const ways: string[][] = [[start]]
  const seen = new Set<string>()
  for (let way = ways.shift(); way; way = ways.shift())
    for (const next of asked.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return way
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  return undefined
}
