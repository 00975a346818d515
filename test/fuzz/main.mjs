/**
 * `npm run fuzz -- --seed 1 --minutes 3 --json`: sends random things to random processes until the time is over or a
 * fault is found. Every thousand moves a new world begins with the next seed; in every third one the cases ask services,
 * whose results are random too. Tells its seed at once. Exit code 1 with a fault.
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
    moves: { type: 'string' },
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
if (values.moves !== undefined) process.env.FUZZ_MOVES = values.moves
const vitest = await startVitest('test', [], {
  config: join(import.meta.dirname, 'fuzz.config.ts'),
  watch: false,
  reporters: values.json ? [{}] : ['dot'],
})
await vitest?.close()
const runs = JSON.parse(await readFile(report, 'utf8').catch(() => '[]'))
await rm(folder, { recursive: true })

const sum = (of) => runs.reduce((total, run) => total + of(run), 0)
const refused = {}
for (const run of runs)
  for (const [code, count] of Object.entries(run.refused)) refused[code] = (refused[code] ?? 0) + count
const fault = runs.find((run) => run.fault)
const whole = {
  seeds: [Number(values.seed), runs.at(-1)?.seed],
  moves: sum((run) => run.moves),
  cases: sum((run) => run.cases),
  ended: sum((run) => run.ended),
  accepted: sum((run) => run.accepted),
  incidents: sum((run) => run.incidents),
  refused,
  faults: fault ? [{ seed: fault.seed, move: fault.moves, ...fault.fault }] : [],
}
if (values.json) console.log(JSON.stringify(whole))
else {
  console.log(
    `${whole.moves} moves, ${whole.cases} cases, ${whole.accepted} accepted, seeds ${whole.seeds.join(' to ')}`,
  )
  for (const { seed, move, stack, last } of whole.faults) {
    console.log(`\nFault at move ${move} of seed ${seed}: ${stack}\n\nThe last moves:`)
    for (const { actor, ...one } of last)
      console.log(JSON.stringify({ ...one, ...(actor && { by: actor.id }) }))
    console.log(`\nAgain: npm run fuzz -- --seed ${seed}`)
  }
}
process.exit(runs.length === 0 || fault ? 1 : 0)
