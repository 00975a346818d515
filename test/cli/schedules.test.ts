import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dutyFiles, scheduleText } from '../definition/schedules/duty-files.js'
import { aftercare, temporaryFolder } from './run-aftercare.js'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  const monthly = scheduleText({ every: 'month', on: 'first working day' })
  for (const { file, text } of dutyFiles(monthly)) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true })
    await writeFile(join(folder.path, file), text)
  }
})
afterAll(() => folder.remove())

describe('aftercare schedules', () => {
  it('shows when each falls due next, from a day on, and marks what is not sure yet', async () => {
    const ran = await aftercare(['schedules', folder.path, '--from', '2026-10-01', '--count', '4'])

    expect(ran.code).toBe(0)
    expect(ran.out.split('\n').filter((line) => line !== '')).toEqual([
      "rounds  巡视 / Rounds: starts 'duty' by 'shop'",
      '  2026-10-08T09:00:00+08:00  Thursday',
      '  2026-11-02T09:00:00+08:00  Monday',
      '  2026-12-01T09:00:00+08:00  Tuesday',
      '  2027-01-01T09:00:00+08:00  Friday  (holidays of that year are not published)',
    ])
  })

  it('says the same in JSON', async () => {
    const ran = await aftercare(['schedules', folder.path, '--from', '2026-10-01', '--count', '1', '--json'])

    expect(ran.json()).toMatchObject({
      schedules: [
        {
          id: 'rounds',
          process: 'duty',
          calendar: 'shop',
          next: [{ at: '2026-10-08T09:00:00+08:00', weekday: 'Thursday', provisional: false }],
        },
      ],
    })
  })

  it('tells problems of the files, and wrong usage', async () => {
    await writeFile(join(folder.path, 'faulty.yaml'), scheduleText({ schedule: 'other', every: 'month' }))
    const faulty = await aftercare(['schedules', folder.path, '--json'])
    await writeFile(join(folder.path, 'faulty.yaml'), shiftless)
    const noDate = await aftercare(['schedules', folder.path, '--from', '2026-02-30'])
    const noCount = await aftercare(['schedules', folder.path, '--count', 'many'])

    expect([faulty.code, faulty.json().problems[0].code]).toEqual([1, 'missing-key'])
    expect([noDate.code, noCount.code]).toEqual([2, 2])
    expect(noDate.err).toContain("found '2026-02-30'")
  })
})

const shiftless = scheduleText({ schedule: 'other' })
