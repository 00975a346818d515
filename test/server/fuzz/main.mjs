/**
 * `npm run test:fuzz -- --seed 1 --minutes 3 --json`: sends bad requests to every operation of the HTTP surface until
 * the time is over or something is wrong. Every thousand requests a new world begins with the next seed. Tells its seed
 * at once, and the failing request as a command of the shell. Exit code 1 with a fault.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
for (const [name, value] of Object.entries(values))
  if (name !== 'json' && !(Number(value) > 0)) {
    console.error(`Expected a number above 0 as '--${name}', but found '${value}'.`)
    process.exit(2)
  }

// Told before anything can go wrong.
console.error(`Seed ${values.seed}.`)
const folder = await mkdtemp(join(tmpdir(), 'aftercare-fuzz-'))
const report = join(folder, 'report.json')
Object.assign(process.env, { FUZZ_SEED: values.seed, FUZZ_MINUTES: values.minutes, FUZZ_REPORT: report })
const vitest = await startVitest('test', [], {
  config: join(import.meta.dirname, 'fuzz.config.ts'),
  watch: false,
  reporters: values.json ? [{}] : ['dot'],
})
await vitest?.close()
const runs = JSON.parse(await readFile(report, 'utf8').catch(() => '[]'))
await rm(folder, { recursive: true })

const summed = (of) => {
  const sums = {}
  for (const run of runs)
    for (const [name, count] of Object.entries(of(run))) sums[name] = (sums[name] ?? 0) + count
  return sums
}
const fault = runs.find((run) => run.fault)
const counted = (which) =>
  summed(({ routes }) =>
    Object.fromEntries(Object.entries(routes).map(([route, one]) => [route, one[which]])),
  )
const [sent, granted] = [counted('sent'), counted('granted')]
const whole = {
  seeds: [Number(values.seed), runs.at(-1)?.seed],
  requests: runs.reduce((total, run) => total + run.requests, 0),
  operations: Object.keys(sent).length,
  neverGranted: Object.keys(sent).filter((route) => granted[route] === 0),
  statuses: summed((run) => run.statuses),
  tricks: summed((run) => run.tricks),
  usedBytes: [runs[0]?.usedBytes, runs.at(-1)?.usedBytes],
  faults: fault ? [{ seed: fault.seed, request: fault.requests, ...fault.fault }] : [],
}
if (values.json) console.log(JSON.stringify(whole))
else {
  console.log(
    `${whole.requests} requests to ${whole.operations} operations, seeds ${whole.seeds.join(' to ')}: ${JSON.stringify(whole.statuses)}`,
  )
  for (const { seed, request, findings, curl, answer } of whole.faults) {
    console.log(
      `\nFault at request ${request} of seed ${seed}:\n${findings.join('\n')}\n\n${curl}\n\nAnswer: ${answer}`,
    )
    console.log(`\nAgain: npm run test:fuzz -- --seed ${seed}`)
  }
}
process.exit(runs.length === 0 || fault ? 1 : 0)
