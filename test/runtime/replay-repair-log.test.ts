import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  checkWorkflows,
  readSources,
  readWorkflowFiles,
  type CheckedWorkflows,
  type Replay,
  type ReplayReport,
} from '../../engine/index.js'
import { repairLog, repairLogIsMissing, wholeLog } from '../faults/repair-log.js'
import { openTestEngine } from './open-test-engine.js'

const missing = repairLogIsMissing()
const title = missing ? `the repair log (skipped: ${repairLog} is not there)` : 'the repair log'

/** A line that changes places with the next, by case, and the event that comes too early then. */
const swaps = [
  { case: '1', line: 9, event: 'archive-repair' },
  { case: '10', line: 23, event: 'archive-repair' },
  { case: '100', line: 32, event: 'archive-repair' },
  { case: '1000', line: 41, event: 'archive-repair' },
  { case: '1001', line: 49, event: 'finish-test' },
  { case: '1002', line: 57, event: 'finish-test' },
  { case: '1003', line: 70, event: 'finish-test' },
  { case: '101', line: 137, event: 'archive-repair' },
  { case: '102', line: 241, event: 'archive-repair' },
  { case: '104', line: 439, event: 'archive-repair' },
]

describe.skipIf(missing)(title, () => {
  let workflows: CheckedWorkflows
  let mapping: Replay
  let csv: string
  beforeAll(async () => {
    workflows = checkWorkflows(readSources(await readWorkflowFiles(['workflows/examples/phone-repair'])))
    expect(workflows.problems).toEqual([])
    mapping = workflows.replays[0]?.value as unknown as Replay
    csv = await readFile(repairLog, 'utf8')
  })

  const replay = async (log: string, profile?: string): Promise<ReplayReport> => {
    const t = await openTestEngine({ workflows })
    const process = t.engine.processes().find((one) => one.profile === profile)!
    // The order of the file counts here: that is what is wrong with the log.
    const columns = { case: mapping.columns.case, time: mapping.columns.time }
    const report = await t.engine.replayLog({ mapping: { ...mapping, columns }, csv: log, process })
    await t.close()
    return report
  }

  it('with two rows swapped in ten cases is refused exactly there', async () => {
    const lines = csv.split('\n')
    for (const { line } of swaps) lines.splice(line - 1, 2, lines[line]!, lines[line - 1]!)

    const report = await replay(lines.join('\n'))

    expect(report.refused.map(({ case: name, line, event }) => ({ case: name, line, event }))).toEqual(swaps)
    expect(report).toMatchObject({ cases: wholeLog.cases, events: wholeLog.events - swaps.length })
  })

  it('under "archive only when fixed" has exactly the 36 archive rows of unrepaired cases refused', async () => {
    const givenUp = csv
      .split('\n')
      .map((text, index) => ({ cells: text.trim().split(','), line: index + 1 }))
      .filter(({ cells }) => cells[2] === 'Archive Repair' && cells[9] === 'false')

    const report = await replay(csv, 'only-when-fixed')

    expect(givenUp).toHaveLength(36)
    expect(report.refused.map(({ case: name, line, event, code }) => [name, line, event, code])).toEqual(
      givenUp.map(({ cells, line }) => [cells[0], line, 'archive-repair', 'requirement-not-met']),
    )
    expect(report).toMatchObject({ cases: 1104, events: 11_819, outcomes: { repaired: 964 }, open: 140 })
  })
})
