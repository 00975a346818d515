import {
  coverageKinds,
  type Coverage,
  type CoverageKind,
  type MutationCounts,
  type MutationReport,
} from '../engine/index.js'
import { printLine, printProblems } from './output.js'

/**
 * Prints what the stories of a process passed: on one line without what it has none of, or with `named` by kind and with
 * every missing point.
 */
export function printCoverage(coverage: Coverage, named: boolean): void {
  const kinds = Object.entries(coverageKinds) as [CoverageKind, string][]
  const share = ([kind, words]: [CoverageKind, string]): string =>
    `${words} ${coverage[kind].covered}/${coverage[kind].total}`
  if (!named) {
    const there = kinds.filter(([kind]) => coverage[kind].total > 0)
    printLine(`${coverage.process}: ${there.map(share).join(', ')}`)
    return
  }
  printLine(`${coverage.process}:`)
  for (const kind of kinds) {
    printLine(`  ${share(kind)}`)
    for (const point of coverage[kind[0]].missing) printLine(`    not passed: ${point}`)
  }
  printLine()
}

/** Prints how the stories of a process did on its mutants, each survivor with its place. */
export function printMutations(report: MutationReport): void {
  const { process, unsound, survivors, problems } = report
  printProblems(problems)
  printLine(`${process}: ${countWords(report)}`)
  for (const { change, reason } of survivors)
    if (reason !== undefined) printLine(`  accepted: ${change}: ${reason}`)
  for (const id of unsound) printLine(`  does not compile: ${id}`)
}

/** Prints what became of the mutants of all processes. */
export function printMutationSum(counts: MutationCounts): void {
  printLine(`all processes: ${countWords(counts)}`)
}

function countWords({ total, noticed, accepted, unexplained, notCompiled }: MutationCounts): string {
  return `${total} changes, ${noticed} noticed, ${accepted + unexplained} not (${accepted} with a reason on file, ${unexplained} without), ${notCompiled} that do not compile`
}
