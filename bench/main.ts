import { mkdir, writeFile } from 'node:fs/promises'
import { arch, cpus, platform, totalmem } from 'node:os'
import { guards } from './guards.js'
import { pureStep } from './pure-step.js'
import { sends } from './sends.js'
import { warmCheck } from './warm-check.js'

/** Runs every row and writes it with the machine it ran on. Figures of two machines say nothing about each other. */
const results = [...(await pureStep()), ...(await guards()), ...(await warmCheck()), ...(await sends())]

const report = {
  at: new Date().toISOString(),
  machine: {
    node: process.version,
    platform: platform(),
    arch: arch(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  },
  results,
}
await mkdir('bench/results', { recursive: true })
const file = `bench/results/${report.at.slice(0, 19).replaceAll(':', '-')}.json`
await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
process.stdout.write(`${JSON.stringify(report)}\n${file}\n`)
