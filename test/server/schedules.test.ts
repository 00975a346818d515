import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dutyFiles, scheduleText } from '../definition/schedules/duty-files.js'
import { openServer, type OpenServer } from './open-server.js'

let folder: string
let open: OpenServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-schedules-'))
  const monthly = scheduleText({ every: 'month', on: 'first working day', source: '[002 L104]' })
  for (const { file, text } of dutyFiles(monthly)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  open = await openServer({ workflows: folder })
  await open.key('ann', 'clerk')
  await open.key('leo', 'leader')
  await open.key('ada', 'admin')
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true })
})

describe('GET /api/schedules', () => {
  it('shows to those who work with the process when each falls due next, in its own zone', async () => {
    const { status, body } = await open.ask('/api/schedules', { as: 'ann' })

    expect(status).toBe(200)
    expect(body.items).toMatchObject([
      {
        id: 'rounds',
        process: 'duty',
        calendar: 'shop',
        every: 'month',
        catchUp: 'latest',
        source: ['002 L104'],
      },
    ])
    expect(body.items[0].next).toHaveLength(5)
    expect(body.items[0].next[0].at).toMatch(/T09:00:00\+08:00$/)
    expect(body.items[0]).toMatchObject({ passedOver: [], refused: [] })
    expect(body.items[0].last).toBeUndefined()
  })

  it('tells how the last time went, what was passed over, and what was refused', async () => {
    const { store } = open.server.engine
    const dueAt = Date.parse('2026-10-08T01:00:00Z')
    const slot = {
      schedule: 'rounds',
      slot: '2026-10-08T09:00',
      dueAt,
      begunAt: dueAt,
      started: 4,
      refused: 1,
    }
    const missed = { ...slot, slot: '2026-09-01T09:00', dueAt: dueAt - 1, status: 'passed-over' as const }
    const refusal = { code: 'field-missing', text: { 'zh-CN': '缺', en: 'missing' }, reasons: [] }
    await store.transaction(async (tx) => {
      await tx.addScheduleSlots([{ ...slot, status: 'done', endedAt: dueAt + 1000 }, missed])
      await tx.saveScheduleStarts([
        { schedule: 'rounds', slot: slot.slot, object: 'hall', at: dueAt, refusal },
      ])
    })

    const { body } = await open.ask('/api/schedules', { as: 'ada' })

    expect(body.items[0]).toMatchObject({
      last: {
        slot: '2026-10-08T09:00',
        at: '2026-10-08T09:00:00+08:00',
        status: 'done',
        endedAt: '2026-10-08T09:00:01+08:00',
        started: 4,
        refused: 1,
      },
      passedOver: [{ slot: '2026-09-01T09:00' }],
      refused: [{ slot: '2026-10-08T09:00', object: 'hall', code: 'field-missing', text: { en: 'missing' } }],
    })
  })

  it('keeps them from keys without a role in the process, and from no key at all', async () => {
    expect((await open.ask('/api/schedules', { as: 'leo' })).body.items).toEqual([])
    expect((await open.ask('/api/schedules')).status).toBe(401)
    expect((await open.ask('/api/schedules?count=3', { as: 'ann' })).status).toBe(422)
  })
})
