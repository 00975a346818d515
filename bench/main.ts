import { mkdir, writeFile } from 'node:fs/promises'
import { arch, cpus, loadavg, platform, totalmem } from 'node:os'
import { due } from './due.js'
import { guards } from './guards.js'
import { pureStep } from './pure-step.js'
import { loadLife } from './repair-life.js'
import { replay } from './replay.js'
import { sends } from './sends.js'
import { warmCheck } from './warm-check.js'

/**
 * Runs every row and writes it with the machine it ran on. Figures of two machines say nothing about each other;
 * ratios of one run do. Rows that only compute count processor time, rows that write count the time on the clock.
 */
const loadBefore = loadavg()
const life = await loadLife()
const rows = [
  ...(await pureStep(life)),
  ...(await guards()),
  ...(await due()),
  ...(await warmCheck()),
  ...(await sends(life)),
  ...(await replay()),
]

const at = new Date().toISOString()
const report = {
  at,
  machine: {
    node: process.version,
    platform: platform(),
    arch: arch(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    /** Processes that wanted to run, over the last minute: above the number of cores the figures are noise. */
    load: { before: loadBefore[0], after: loadavg()[0] },
  },
  rows,
}
await mkdir('bench/results', { recursive: true })
const file = `bench/results/${at.slice(0, 19).replaceAll(':', '-')}.json`
await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
process.stdout.write(`${JSON.stringify(report, null, 2)}\n${file}\n`)
