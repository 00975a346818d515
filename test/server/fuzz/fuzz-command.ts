import { runInNewContext } from 'node:vm'
import { setFlagsFromString } from 'node:v8'
import { writeFile } from 'node:fs/promises'
import { it } from 'vitest'
import { fuzzRequests, type RequestFuzzReport } from './fuzz-requests.js'
import { openHttpWorld } from './http-world.js'

/** What `main.mjs` asks for, from the environment. */
const { FUZZ_SEED = '1', FUZZ_MINUTES = '1', FUZZ_REPORT = '', FUZZ_DATABASE } = process.env
const on = FUZZ_DATABASE === 'postgres' ? 'postgres' : 'sqlite'

/** Requests of one world; then another begins with the next seed, so that every run can be repeated. */
const requestsOfAWorld = 1_500

/** What the memory may grow by from the second world on, in bytes: worlds leave nothing behind but what is compiled once. */
const mostGrowth = 64 * 1024 * 1024

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes in use once everything is collected that can be. */
function used(): number {
  collect()
  return process.memoryUsage().heapUsed + process.memoryUsage().external
}

it('sends bad requests', async () => {
  const end = Date.now() + Number(FUZZ_MINUTES) * 60_000
  const reports: (RequestFuzzReport & { readonly usedBytes: number })[] = []
  for (let seed = Number(FUZZ_SEED); reports.length === 0 || Date.now() < end; seed += 1) {
    const world = await openHttpWorld({ on })
    const goesOn = (requests: number): boolean => requests < requestsOfAWorld && Date.now() < end
    const report = await fuzzRequests(world, { seed, goesOn })
    await world.close()
    reports.push({ ...withGrowth(report, reports[1]?.usedBytes), usedBytes: used() })
    if (reports.at(-1)?.fault) break
  }
  await writeFile(FUZZ_REPORT, JSON.stringify(reports))
}, 86_400_000)

function withGrowth(report: RequestFuzzReport, settled: number | undefined): RequestFuzzReport {
  const growth = settled === undefined ? 0 : used() - settled
  if (report.fault || growth <= mostGrowth) return report
  const findings = [`The memory grew by ${Math.round(growth / 1024 / 1024)} MiB since the second world.`]
  return { ...report, fault: { findings, curl: 'none: it is the sum of all', answer: 'none' } }
}
