/**
 * `npm run test:fuzz -- --seed 1 --minutes 3 --database postgres --json`: sends bad requests to every operation of the HTTP surface until
 * the time is over or something is wrong. Every 1,500 requests a new world begins with the next seed. Tells its seed
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
    database: { type: 'string', default: 'sqlite' },
    json: { type: 'boolean', default: false },
  },
})
const refuse = (expected, name) => {
  console.error(`Expected ${expected} as '--${name}', but found '${values[name]}'.`)
  process.exit(2)
}
for (const name of ['seed', 'minutes']) if (!(Number(values[name]) > 0)) refuse('a number above 0', name)
if (!['sqlite', 'postgres'].includes(values.database)) refuse("'sqlite' or 'postgres'", 'database')

// Told before anything can go wrong.
console.error(`Seed ${values.seed}.`)
const folder = await mkdtemp(join(tmpdir(), 'aftercare-fuzz-'))
const report = join(folder, 'report.json')
Object.assign(process.env, {
  FUZZ_SEED: values.seed,
  FUZZ_MINUTES: values.minutes,
  FUZZ_DATABASE: values.database,
  FUZZ_REPORT: report,
  // Whoever names a database wants that one.
  REQUIRE_PG: '1',
})
const errors = {
  onTestCaseResult: (test) => {
    for (const error of test.result().errors ?? []) console.error(error.stack ?? error.message)
  },
}
const vitest = await startVitest('test', [], {
  config: join(import.meta.dirname, 'fuzz.config.ts'),
  watch: false,
  reporters: [values.json ? errors : 'dot'],
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
const seconds = runs.reduce((total, run) => total + run.seconds, 0)
const requests = runs.reduce((total, run) => total + run.requests, 0)
const whole = {
  database: values.database,
  seeds: [Number(values.seed), runs.at(-1)?.seed],
  requests,
  perSecond: Math.round(requests / seconds),
  operations: Object.fromEntries(
    Object.keys(sent).map((route) => [route, { sent: sent[route], granted: granted[route] }]),
  ),
  neverGranted: Object.keys(sent).filter((route) => granted[route] === 0),
  statuses: summed((run) => run.statuses),
  tricks: summed((run) => run.tricks),
  usedBytes: [runs[0]?.usedBytes, runs.at(-1)?.usedBytes],
  faults: fault ? [{ seed: fault.seed, request: fault.requests, ...fault.fault }] : [],
}
if (values.json) console.log(JSON.stringify(whole))
else {
  console.log(
    `${requests} requests to ${Object.keys(sent).length} operations, ${whole.perSecond} a second, seeds ${whole.seeds.join(' to ')}: ${JSON.stringify(whole.statuses)}`,
  )
  for (const { seed, request, findings, curl, answer } of whole.faults) {
    console.log(
      `\nFault at request ${request} of seed ${seed}:\n${findings.join('\n')}\n\n${curl}\n\nAnswer: ${answer}`,
    )
    console.log(`\nAgain: npm run test:fuzz -- --seed ${seed} --database ${values.database}`)
  }
}
process.exit(runs.length === 0 || fault ? 1 : 0)
