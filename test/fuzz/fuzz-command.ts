import { writeFile } from 'node:fs/promises'
import { it } from 'vitest'
import { checkWorkflows, readSources } from '../../engine/index.js'
import { outsideFiles } from '../runtime/effects/outside-files.js'
import { checkedWorkflows } from '../workflows/checked-workflows.js'
import { fuzz, type FuzzReport } from './fuzz.js'

/** What `main.mjs` asks for, from the environment. */
const { FUZZ_SEED = '1', FUZZ_MINUTES = '1', FUZZ_MOVES, FUZZ_REPORT = '' } = process.env

/** Moves of one world; then another begins with the next seed, so that databases stay small and every run can be repeated. */
const movesOfAWorld = 1_000

it('sends random things', async () => {
  const { workflows } = await checkedWorkflows('workflows')
  const outside = checkWorkflows(readSources(outsideFiles))
  const end = Date.now() + Number(FUZZ_MINUTES) * 60_000
  const most = FUZZ_MOVES === undefined ? movesOfAWorld : Number(FUZZ_MOVES)
  const reports: FuzzReport[] = []
  for (let seed = Number(FUZZ_SEED); reports.length === 0 || Date.now() < end; seed += 1) {
    // Every third world asks services, which the shipped procedures do not.
    const report = await fuzz(seed % 3 === 0 ? outside : workflows, {
      seed,
      goesOn: (moves) => moves < most && Date.now() < end,
    })
    reports.push(report)
    if (report.fault) break
  }
  await writeFile(FUZZ_REPORT, JSON.stringify(reports))
}, 86_400_000)
