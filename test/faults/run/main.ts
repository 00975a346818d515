/** `npm run test:faults`: see `usage` in `settings.ts`. */
import { isSound, runFaults, type FaultReport } from './run-faults.js'
import { readSettings, type Settings, usage } from './settings.js'

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const settings = settingsOf(args)
  if (!settings) return 2
  const report = await runFaults(settings)
  process.stdout.write(settings.json ? `${JSON.stringify(report)}\n` : told(report))
  return isSound(report) ? 0 : 1
}

function settingsOf(args: readonly string[]): Settings | undefined {
  try {
    return readSettings(args)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`)
    return undefined
  }
}

function told({ timers, effects, cases, findings, ...report }: FaultReport): string {
  const lines = [
    `${report.db}, ${report.nodes} nodes, ${report.seconds} s: ${report.kills} kills, ${report.crashes} crashes`,
    `requests: ${report.acknowledged} acknowledged, ${report.again} sent again, ${report.lost} lost, ${report.doubled} doubled`,
    `timers:   ${timers.armed} armed, ${timers.fired} fired, ${timers.twice} twice, ${timers.missed} missed`,
    `effects:  ${effects.requested} requested, ${effects.delivered} delivered (${effects.again} more than once), ${effects.missing} missing, ${effects.takenTwice} taken twice, ${effects.outOfOrder} out of order`,
    `cases:    ${cases.asked} asked for, ${cases.missing} missing, ${cases.twice} twice`,
    `verify:   ${findings.length === 0 ? 'clean' : findings.join('\n          ')}`,
    ...(report.left > 0 ? [`left:     ${report.left} still to be done when the run ended`] : []),
    ...report.refused.map((line) => `refused:  ${line}`),
  ]
  return `${lines.join('\n')}\n`
}
