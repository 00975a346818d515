import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { databaseDeadlines, deadlinesView } from '../../engine/index.js'
import { monday, openTestEngine, sound, type TestEngine } from '../runtime/open-test-engine.js'
import { openServer, type OpenServer } from './open-server.js'

const clerk = { id: 'ann', roles: ['clerk'] }

let open: OpenServer

beforeAll(async () => {
  open = await openServer()
  await open.key('dora', 'desk')
  await open.key('wang', 'customer')
  await open.key('chen', 'customer')
})
afterAll(() => open.close())

const begin = async (as: string): Promise<string> =>
  String(
    (await open.ask('/api/instances', { as, body: { process: 'enquiry', data: { subject: 'mine' } } })).body
      .id,
  )

describe('GET /api/instances/{id}/deadlines', () => {
  it('tells staff rule, version, calendar, start, trace, what is to come, and all of it in words', async () => {
    const id = await begin('dora')
    const { body: seen } = await open.ask(`/api/instances/${id}`, { as: 'dora' })

    const { status, body } = await open.ask(`/api/instances/${id}/deadlines`, { as: 'dora' })

    expect([status, body.instance, body.ended]).toEqual([200, id, []])
    const [clock] = body.running
    expect(clock).toMatchObject({
      id: 'received#due',
      kind: 'deadline',
      state: { path: 'received', title: { en: 'Received' } },
      status: 'running',
      dueAt: seen.deadlines[0].dueAt,
      provisional: false,
      rule: { process: { id: 'enquiry', version: '1.0.0', hash: seen.versionHash } },
      calendar: { id: 'plain', zone: 'UTC' },
      startedBy: { kind: 'state', name: 'received' },
      pauses: [],
      upcoming: [{ kind: 'breach', dueAt: seen.deadlines[0].dueAt }],
    })
    expect(clock.trace.map(({ kind }: { kind: string }) => kind)).toEqual(['counted', 'result'])
    for (const language of ['en', 'zh-CN']) {
      expect(clock.words.lines.length).toBeGreaterThan(5)
      for (const line of clock.words.lines) expect(line[language]).not.toBe('')
      expect(clock.words.customer[language]).not.toBe('')
    }
  })

  it('tells customers of their own case the dates with a paragraph, and no name of anything inside', async () => {
    const id = await begin('wang')

    const { status, body } = await open.ask(`/api/instances/${id}/deadlines`, { as: 'wang' })

    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual(['instance', 'running'])
    expect(body.running.map((clock: object) => Object.keys(clock).sort())).toEqual([
      ['dueAt', 'provisional', 'text'],
    ])
    expect(body.running[0].text.en).toMatch(/^Due on .+ 2 hours are counted from /)
    expect(JSON.stringify(body)).not.toMatch(/received|Received|已收到|plain|enquiry/)
  })

  it('answers whoever may not see the case as if there were none', async () => {
    const id = await begin('wang')

    const { status, body } = await open.ask(`/api/instances/${id}/deadlines`, { as: 'chen' })

    expect([status, body.code]).toEqual([404, 'unknown-instance'])
  })

  it('keeps what is over, with how it ended', async () => {
    const id = await begin('dora')
    await open.ask(`/api/instances/${id}/events`, { as: 'dora', body: { event: 'forward' } })

    const { body } = await open.ask(`/api/instances/${id}/deadlines`, { as: 'dora' })

    expect(body.running.map((clock: { id: string }) => clock.id)).toEqual(['forwarded#due'])
    expect(body.ended).toMatchObject([
      { id: 'received#due', how: 'met', words: { lines: expect.any(Array) } },
    ])
  })
})

const process_ = `
dsl: '1'
process: answer
version: 1.0.0
title: { zh-CN: 答复, en: Answer }
number: A-{yyyy}-{seq:3}
start: { roles: [clerk] }
calendar: shop
initial: open
states:
  open: { title: { zh-CN: 处理, en: At work }, task: clerk, due: { within: 2 working days }, on: { finish: done } }
  done: { type: final, outcome: done, title: { zh-CN: 完成, en: Done } }
`
const organisation = 'organisation: office\nroles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }\n'
const shop = (more = ''): string =>
  `calendar: shop\ntitle: { zh-CN: 店, en: Shop }\nzone: Asia/Shanghai\ndayCounting: close-of-business\nhours: { mon-fri: ["09:00-18:00"] }\n${more}`
const workflows = (more?: string) =>
  sound([
    { file: 'answer.yaml', text: process_ },
    { file: 'organisation.yaml', text: organisation },
    { file: 'shop.yaml', text: shop(more) },
  ])

describe('the deadlines of a case whose calendar has changed', () => {
  let test: TestEngine
  afterEach(() => test.close())

  const created = async (): Promise<string> => {
    test = await openTestEngine({ workflows: workflows() })
    const answer = await test.engine.create('answer', { actor: clerk })
    return answer.instance!.id
  }

  it('are shown as they will be when it is counted again, and nothing is changed by looking', async () => {
    const id = await created()
    const before = await test.engine.get(id)
    await test.engine.deploy(workflows('holidays: ["2026-09-30"]\n'))

    const told = await test.engine.deadlines(id)

    const [clock] = told?.running ?? []
    const day = 24 * 3_600_000
    const close = Date.parse('2026-09-30T18:00:00+08:00')
    expect(clock).toMatchObject({
      movesFrom: close,
      dueAt: close + day,
      countedWith: before?.deadlines[0]?.calendar,
    })
    expect(clock?.words.lines.map(({ en }) => en).join(' ')).toContain(
      'the newest one moves it to Thursday 1 October 2026',
    )
    expect(await test.engine.get(id)).toEqual(before)
  })

  it('can be read beside the database by the number of the case', async () => {
    const id = await created()
    const { number } = (await test.engine.get(id))!

    const told = await databaseDeadlines(test.engine.store, { name: number!, now: monday })
    const none = await databaseDeadlines(test.engine.store, { name: 'A-2026-999', now: monday })

    expect(told?.running).toHaveLength(1)
    expect(deadlinesView(told!)).toEqual(deadlinesView((await test.engine.deadlines(id))!))
    expect(none).toBeUndefined()
  })

  it('reads a trail of many pages whole', async () => {
    const id = await created()
    for (let index = 0; index < 600; index += 1)
      await test.engine.note(id, { actor: clerk, text: `note ${index}` })
    await test.engine.send(id, 'finish', { actor: clerk })

    const told = await test.engine.deadlines(id)

    expect(told?.ended).toMatchObject([{ id: 'open#due', how: 'met' }])
    expect(told?.running).toEqual([])
  })
})
