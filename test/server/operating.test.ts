import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'
import { temporaryFolder } from '../cli/run-aftercare.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
let open: OpenServer

const house = (hours: string) => `calendar: house
title: { zh-CN: 工作时间, en: House }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon-sun: ${hours} }
holidays: [2027-01-01, 2026-10-01]
`

beforeAll(async () => {
  place = await temporaryFolder()
  await cp('test/server/fixtures', place.path, { recursive: true })
  const file = join(place.path, 'enquiry.yaml')
  const text = (await readFile(file, 'utf8'))
    .replace('process: enquiry\n', 'process: enquiry\ncalendar: house\n')
    .replace('within: 2 hours', 'within: 20 working hours')
    .replace(
      'forward:  { title: { zh-CN: 转交, en: Forward } }',
      'forward:  { title: { zh-CN: 转交, en: Forward }, occurredAt: 2 days }',
    )
  await writeFile(file, text)
  await writeFile(join(place.path, 'house.yaml'), house('00:00-24:00'))
  open = await openServer({ workflows: place.path })
  await open.key('dora', 'desk')
  await open.key('carl', 'customer')
  await open.key('ada', 'admin')
})
afterAll(async () => {
  await open.close()
  await place.remove()
})

const begin = async (as = 'dora'): Promise<string> =>
  String(
    (await open.ask('/api/instances', { as, body: { process: 'enquiry', data: { subject: 'x' } } })).body.id,
  )
const act = (id: string, body: object, as = 'ada', headers = {}): Promise<Reply> =>
  open.ask(`/api/instances/${id}/actions`, { as, body, headers })

describe('actions on a case', () => {
  it('move it to the version in force, tried first in a dry run', async () => {
    const id = await begin()

    const dry = await act(id, { action: 'apply-profile', reason: 'try', dryRun: true })
    const live = await act(id, { action: 'apply-profile', reason: 'do' }, 'ada', { 'Idempotency-Key': 'p' })
    const again = await act(id, { action: 'apply-profile', reason: 'do' }, 'ada', { 'Idempotency-Key': 'p' })
    const unknown = await act(id, { action: 'apply-profile', reason: 'do', profile: 'none' })
    const stray = await act(id, { action: 'suspend', reason: 'x', into: 'other' })
    const wrong = await act(id, { action: 'apply-profile', reason: 'x', dryRun: 'yes' })
    const clerk = await act(id, { action: 'apply-profile', reason: 'x' }, 'dora')

    expect(dry.body.profileChange).toMatchObject({ dryRun: true, parameters: {}, moved: [] })
    expect([dry.headers.get('etag'), live.headers.get('etag')]).toEqual([null, '"1"'])
    expect(live.body).toMatchObject({ id, revision: 1, profileChange: { dryRun: false } })
    expect([again.headers.get('idempotency-replayed'), again.body.profileChange]).toEqual(['true', undefined])
    expect([unknown, stray, wrong, clerk].map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'unknown-profile'],
      [422, 'request-invalid'],
      [422, 'request-invalid'],
      [403, 'forbidden'],
    ])
  })

  it('suspend it and let it go on, shown to everybody who sees it', async () => {
    const id = await begin('carl')

    const suspended = await act(id, { action: 'suspend', reason: 'strike' })
    const whole = await open.ask(`/api/instances/${id}`, { as: 'dora' })
    const outline = await open.ask(`/api/instances/${id}`, { as: 'carl' })
    const event = await open.ask(`/api/instances/${id}/events`, { as: 'dora', body: { event: 'forward' } })
    const listed = await open.ask('/api/instances?suspended=true&count=true', { as: 'dora' })
    const resumed = await act(id, { action: 'resume', reason: 'over' })

    expect(suspended.status).toBe(200)
    expect(whole.body.suspended).toEqual({ at: expect.any(String) as string, by: 'ada', reason: 'strike' })
    expect(whole.body.deadlines[0]).toMatchObject({
      status: 'running',
      paused: { from: whole.body.suspended.at, by: ['@suspended'] },
      pauses: [],
      breaches: [],
    })
    expect(outline.body.suspended).toEqual({ at: whole.body.suspended.at })
    expect([event.status, event.body.code]).toEqual([409, 'instance-suspended'])
    expect(listed.body).toMatchObject({ count: 1, items: [{ id, suspended: true }] })
    expect(resumed.body.suspended).toBeUndefined()
    expect((await open.ask('/api/instances?suspended=true', { as: 'dora' })).body.items).toEqual([])
  })

  it('take effect once under one Idempotency-Key', async () => {
    const id = await begin()
    const once = () => act(id, { action: 'suspend', reason: 'strike' }, 'ada', { 'Idempotency-Key': 'k' })

    const replies = [await once(), await once()]

    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(replies[1]?.headers.get('Idempotency-Replayed')).toBe('true')
  })

  it('count its clocks again: nothing happens when nothing has changed', async () => {
    const id = await begin()

    const { status, body } = await act(id, { action: 'recompute', reason: 'to be sure' })

    expect([status, body.revision]).toEqual([200, 1])
  })

  it.each<[string, object, string, string]>([
    ['for others than admins', { action: 'suspend', reason: 'x' }, 'dora', '403 forbidden'],
    ['for whoever sees its outline only', { action: 'suspend', reason: 'x' }, 'carl', '403 forbidden'],
    ['without a reason', { action: 'suspend' }, 'ada', '422 request-invalid'],
    ['with a blank reason', { action: 'suspend', reason: '  ' }, 'ada', '422 request-invalid'],
    ['of another name', { action: 'stop', reason: 'x' }, 'ada', '422 request-invalid'],
    ['that let go on what goes on', { action: 'resume', reason: 'x' }, 'ada', '409 instance-not-suspended'],
  ])('are refused %s', async (_what, body, as, refusal) => {
    const id = await begin('carl')

    const reply = await act(id, body, as)

    expect(`${reply.status} ${String(reply.body.code)}`).toBe(refusal)
    expect((await open.ask(`/api/instances/${id}`, { as: 'ada' })).body.revision).toBe(1)
  })
})

describe('an operator', () => {
  it('moves a case, sees the effect before, and finds it marked in trail and log', async () => {
    const id = await begin()
    const move = { action: 'move', to: 'forwarded', reason: 'wrong desk' }

    const dry = await act(id, { ...move, dryRun: true })
    const live = await act(id, move, 'ada', { 'If-Match': '"1"', 'Idempotency-Key': 'm' })
    const late = await act(id, { action: 'cancel', reason: 'x' }, 'ada', { 'If-Match': '"1"' })
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'ada' })
    const log = await open.ask(`/api/operator-actions?instance=${id}&actor=ada&count=true`, { as: 'ada' })
    const clerk = await open.ask('/api/operator-actions', { as: 'dora' })

    expect([dry.status, dry.headers.get('etag'), dry.body.dryRun]).toEqual([200, null, true])
    expect(dry.body.effect).toMatchObject({
      left: [{ state: 'received', visit: 1 }],
      entered: [{ state: 'forwarded', visit: 1 }],
      clocks: expect.arrayContaining([expect.objectContaining({ clock: 'received#due' })]) as unknown[],
    })
    expect([live.status, live.headers.get('etag')]).toEqual([200, '"2"'])
    expect(live.body).toMatchObject({ states: [{ path: 'forwarded' }] })
    expect(live.body.dryRun).toBeUndefined()
    expect([late.status, late.body.code]).toEqual([412, 'revision-conflict'])
    const marked = trail.body.items.find((row: { type: string }) => row.type === 'operator-acted')
    expect(marked).toMatchObject({ operator: 'move', actor: 'ada', body: { reason: 'wrong desk' } })
    expect(log.body).toMatchObject({
      count: 1,
      items: [{ action: 'move', instance: id, seq: marked.seq, reason: 'wrong desk' }],
    })
    expect([clerk.status, clerk.body.code]).toEqual([403, 'forbidden'])
  })

  it('sets a due point by hand, which the answers tell as such', async () => {
    const id = await begin()
    const due = {
      action: 'set-deadline',
      clock: 'received#due',
      dueAt: '2099-11-01T08:00:00+08:00',
      reason: 'x',
    }

    const set = await act(id, due)
    const told = await open.ask(`/api/instances/${id}/deadlines`, { as: 'ada' })
    const withdrawn = await act(id, { action: 'withdraw-deadline', clock: 'received#due', reason: 'y' })

    const deadline = { dueAt: '2099-11-01T00:00:00Z', byHand: { by: 'ada' } }
    expect(set.body.deadlines[0]).toMatchObject(deadline)
    expect(told.body.running[0]).toMatchObject({ byHand: { by: 'ada' } })
    expect(withdrawn.body.deadlines[0].byHand).toBeUndefined()
  })

  it('reads the log of a time, and is told of a filter that is none', async () => {
    const none = await open.ask('/api/operator-actions?to=2020-01-01T00:00:00Z', { as: 'ada' })
    const wrong = await open.ask('/api/operator-actions?from=yesterday', { as: 'ada' })
    const missing = await act(await begin(), { action: 'move', reason: 'x' })

    expect([none.status, none.body.items]).toEqual([200, []])
    expect([wrong.status, wrong.body.problems[0].field]).toEqual([422, 'from'])
    expect([missing.status, missing.body.problems[0].field]).toEqual([422, 'to'])
  })
})

describe('an event with the time it happened', () => {
  it('is taken in RFC 3339, and refused as anything else', async () => {
    const id = await begin()
    const send = (occurredAt: unknown) =>
      open.ask(`/api/instances/${id}/events`, { as: 'dora', body: { event: 'forward', occurredAt } })

    const wrong = await send('yesterday')
    const early = await send('2020-01-01T00:00:00Z')
    const taken = await send((await open.ask(`/api/instances/${id}`, { as: 'dora' })).body.createdAt)

    expect([wrong.status, wrong.body.problems[0].field]).toEqual([422, 'occurredAt'])
    expect([early.status, early.body.code]).toEqual([422, 'occurred-at-invalid'])
    expect(taken.status).toBe(200)
  })
})

describe('calendars', () => {
  it('are listed with their version', async () => {
    const { body } = await open.ask('/api/calendars', { as: 'dora' })

    expect(body.items).toEqual([
      {
        id: 'house',
        title: { 'zh-CN': '工作时间', en: 'House' },
        zone: 'Asia/Shanghai',
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        dayCounting: 'same-time',
        holidays: [],
        holidayYears: [2026, 2027],
      },
    ])
  })

  const inline = (hours: string) => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    return {
      title: { 'zh-CN': '工作时间', en: 'House' },
      zone: 'Asia/Shanghai',
      dayCounting: 'same-time',
      hours: Object.fromEntries(days.map((day) => [day, [hours.split('-')]])),
    }
  }
  const diff = (body: object, as = 'ada', id = 'house') => open.ask(`/api/calendars/${id}/diff`, { as, body })

  it('tell what another version would move, and move nothing', async () => {
    const id = await begin()
    const before = await open.ask(`/api/instances/${id}`, { as: 'dora' })

    const { status, body } = await diff(inline('10:00-11:00'))

    expect(status).toBe(200)
    const mine = body.listed.find((one: { instance: string }) => one.instance === id)
    expect(mine.clocks[0]).toMatchObject({ id: 'received#due', kind: 'deadline', provisional: false })
    expect(Date.parse(mine.clocks[0].from)).toBe(Date.parse(before.body.deadlines[0].dueAt))
    expect(Date.parse(mine.clocks[0].to)).toBeGreaterThan(Date.parse(mine.clocks[0].from))
    expect(body.moved).toBe(body.listed.length)
    expect(body.text.en).toContain(`${body.moved} move`)
    expect(await open.ask(`/api/instances/${id}`, { as: 'dora' })).toMatchObject({ body: before.body })
  })

  it('say what is wrong with a calendar that is none, and who may ask', async () => {
    const wrong = await diff({ ...inline('10:00-11:00'), zone: 'Asia/Nowhere' })
    const renamed = await diff({ ...inline('10:00-11:00'), calendar: 'other' })
    const unknown = await diff(inline('10:00-11:00'), 'ada', 'hose')
    const forbidden = await diff(inline('10:00-11:00'), 'dora')

    expect([wrong.status, wrong.body.code]).toEqual([422, 'request-invalid'])
    expect(wrong.body.problems[0].message).toContain('Asia/Nowhere')
    expect([renamed.status, renamed.body.code]).toEqual([422, 'request-invalid'])
    expect([unknown.status, unknown.body.code]).toEqual([404, 'unknown-calendar'])
    expect(forbidden.status).toBe(403)
  })
})
