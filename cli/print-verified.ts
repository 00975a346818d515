import { formatInstant, type VerifiedActs, type VerifyReport } from '../engine/index.js'
import { printLine } from './output.js'

/** Prints what a verification found, for people: each finding, what operators did, the sums, what it cannot tell. */
export function printVerified(report: VerifyReport): void {
  const { instances, rows, findings, truncated, anchored, operatorActs, note } = report
  for (const { instance, number, anchor, seq, kind, message } of findings) {
    const named = number === undefined ? instance : `${number} (${instance ?? ''})`
    const what = named ?? (anchor === undefined ? 'database' : `anchor ${anchor}`)
    printLine(`${what}${seq === undefined ? '' : ` row ${seq}`}: ${kind}. ${message}`)
  }
  if (truncated) printLine('There is more than is listed here.')
  if (operatorActs) printActs(operatorActs)
  if (anchored && !anchored.signaturesChecked)
    printLine('Signatures of the anchors were not checked: there is no anchor key here.')
  printLine(`${instances} cases, ${rows} rows, ${findings.length} findings. ${note}`)
}

/** Most acts that are printed one by one. */
const mostShown = 5

function printActs({ counts, latest }: VerifiedActs): void {
  const all = Object.entries(counts)
  if (all.length === 0) return
  const sum = all.reduce((total, [, count]) => total + count, 0)
  printLine(`OPERATORS ACTED ${sum} times: ${all.map(([action, count]) => `${action} ${count}`).join(', ')}`)
  for (const { at, action, actor, instance, number, seq } of latest.slice(0, mostShown)) {
    const by = actor === undefined ? '' : ` by ${actor}`
    printLine(`  ${formatInstant(at)}  ${action}${by}  ${number ?? instance} row ${seq}`)
  }
  if (sum > mostShown) printLine(`  and ${sum - mostShown} before`)
}
