import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import type { Replay } from '../../engine/index.js'
import { readLogRows, type LogRow } from '../../engine/runtime/replay-log/log-rows.js'
import { checkedWorkflows } from './checked-workflows.js'
import { replayInMemory } from './replay-in-memory.js'

/** The log is third-party data and not shipped: where it is missing these tests are skipped, and shown as skipped. */
const logFile = '../shared/data/repair-log.csv'

/** Ten rows that change places with the one below, in ten cases, and what is refused in the first place then. */
const swaps = [
  { case: '1', line: 9, refused: 'archive-repair requirement-not-met' },
  { case: '10', line: 23, refused: 'archive-repair requirement-not-met' },
  { case: '100', line: 32, refused: 'archive-repair requirement-not-met' },
  { case: '1000', line: 41, refused: 'archive-repair requirement-not-met' },
  { case: '1001', line: 49, refused: 'finish-test event-not-accepted' },
  { case: '1002', line: 57, refused: 'finish-test event-not-accepted' },
  { case: '1003', line: 70, refused: 'finish-test event-not-accepted' },
  { case: '101', line: 137, refused: 'archive-repair requirement-not-met' },
  { case: '102', line: 241, refused: 'archive-repair requirement-not-met' },
  { case: '104', line: 439, refused: 'archive-repair requirement-not-met' },
] as const

let mapping: Replay
let processes: readonly CheckedProcess[]
let rows: readonly LogRow[]

describe.skipIf(!existsSync(logFile))('the telephone-repair log, sent through the pure step', () => {
  beforeAll(async () => {
    const { workflows } = await checkedWorkflows('workflows/examples/phone-repair')
    expect(workflows.problems).toEqual([])
    processes = workflows.processes
    mapping = workflows.replays[0]?.value as unknown as Replay
    rows = readLogRows(await readFile(logFile, 'utf8'), mapping.columns)
  })

  it('ends 964 cases repaired and 36 unrepaired, leaves 104 open and refuses nothing', () => {
    const result = replayInMemory(processWith(), mapping, rows)

    expect(result.refused).toEqual([])
    expect(result.events).toBe(11_855)
    expect(result.outcomes).toEqual({ repaired: 964, unrepaired: 36, open: 104 })
  })

  it('refuses exactly the archive rows of the 36 cases given up where only fixed ones may be archived', () => {
    const givenUp = rows.filter(
      ({ cells }) => cells['activity'] === 'Archive Repair' && cells['defectFixed'] === 'false',
    )

    const result = replayInMemory(processWith('only-when-fixed'), mapping, rows)

    expect(givenUp).toHaveLength(36)
    expect(result.refused).toEqual(givenUp.map(({ line }) => `${line} archive-repair requirement-not-met`))
    expect(result.outcomes).toEqual({ repaired: 964, open: 140 })
  })

  it('refuses exactly the rows that came too early where two rows changed places in ten cases', () => {
    const swapped = swaps.reduce(swapWithTheRowBelow, rows)

    const result = replayInMemory(processWith(), mapping, swapped)

    expect(result.refused).toEqual(swaps.map(({ line, refused }) => `${line} ${refused}`))
    expect(result.events).toBe(11_845)
    expect(result.outcomes).toEqual({ repaired: 957, unrepaired: 36, open: 111 })
  })
})

function processWith(profile?: string): CheckedProcess {
  const found = processes.find((one) => one.id === mapping.process && one.profile === profile)
  if (!found) throw new Error(`Expected '${mapping.process}' with the profile '${profile ?? 'none'}'.`)
  return found
}

/** Two neighbours of a case change what they say; case, place in the case and time stay where they are. */
function swapWithTheRowBelow(
  all: readonly LogRow[],
  { case: name, line }: (typeof swaps)[number],
): readonly LogRow[] {
  const [first, second] = all.filter((row) => row.line === line || row.line === line + 1)
  if (!first || !second || first.case !== name || second.case !== name)
    throw new Error(`Expected lines ${line} and ${line + 1} to be of case ${name}.`)
  return all.map((row) => (row === first ? saying(first, second) : row === second ? saying(second, first) : row))
}

function saying(place: LogRow, other: LogRow): LogRow {
  const { case: name = '', seq = '', timestamp = '' } = place.cells
  return { ...place, cells: { ...other.cells, case: name, seq, timestamp } }
}
