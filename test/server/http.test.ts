import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'

let open: OpenServer

beforeAll(async () => {
  open = await openServer()
  await open.key('dora', 'desk')
  await open.key('leo', 'leader')
  await open.key('ada', 'admin')
})
afterAll(() => open.close())

const begin = async (subject = 'opening hours'): Promise<string> =>
  String(
    (await open.ask('/api/instances', { as: 'dora', body: { process: 'enquiry', data: { subject } } })).body
      .id,
  )
const send = (id: string, body: object, as = 'dora', headers = {}): Promise<Reply> =>
  open.ask(`/api/instances/${id}/events`, { as, body, headers })

describe('the HTTP surface', () => {
  it('lists the processes open to a key, and shows one with its states, forms and parameters', async () => {
    const list = await open.ask('/api/processes', { as: 'dora' })
    const one = await open.ask('/api/processes/enquiry', { as: 'dora' })

    expect(list.body.items.map((item: { id: string }) => item.id)).toEqual(['enquiry'])
    expect(one.body.states.map((state: { path: string }) => state.path)).toContain('forwarded')
    expect(one.body.forms.answer.required).toEqual(['answer', 'minutes'])
  })

  it('begins a case: 201, its address, its revision as ETag', async () => {
    const created = await open.ask('/api/instances', {
      as: 'dora',
      body: { process: 'enquiry', data: { subject: 'a bill' } },
    })

    expect(created.status).toBe(201)
    expect(created.headers.get('Location')).toBe(`/api/instances/${created.body.id}`)
    expect(created.headers.get('ETag')).toBe('"1"')
    expect(created.body).toMatchObject({ status: 'active', createdBy: 'dora', data: { subject: 'a bill' } })
    expect(created.body.states[0]).toMatchObject({ path: 'received', visit: 1, title: { en: 'Received' } })
    expect(created.body.deadlines[0]).toMatchObject({ id: 'received#due', status: 'running' })
  })

  it('moves a case by an event and keeps a trail of it', async () => {
    const id = await begin()
    const sent = await send(id, { event: 'answer', payload: { answer: 'from nine', minutes: 5 } })
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'dora' })

    expect(sent.body).toMatchObject({ status: 'ended', outcome: 'answered', revision: 2 })
    expect(trail.body.items.map((row: { type: string }) => row.type)).toEqual(
      expect.arrayContaining(['created', 'event-accepted', 'state-entered', 'ended']),
    )
    expect(trail.body.items.map((row: { seq: number }) => row.seq)).toEqual(
      trail.body.items.map((_row: unknown, index: number) => index + 1),
    )
  })

  it('refuses with the text of the requirement in both languages and what is accepted now', async () => {
    const id = await begin()
    const refused = await send(id, { event: 'answer', payload: { answer: 'at once', minutes: 0 } })

    expect(refused.status).toBe(409)
    expect(refused.headers.get('Content-Type')).toContain('application/problem+json')
    expect(refused.body).toMatchObject({
      type: '/docs/problems/requirement-not-met',
      status: 409,
      code: 'requirement-not-met',
      detail: 'An answer takes some time.',
      text: { 'zh-CN': '用时不能为零' },
    })
    expect(refused.body.accepted.map((one: { event: string }) => one.event)).toContain('forward')
  })

  it('answers accepted events in three values', async () => {
    const id = await begin()
    const { body } = await open.ask(`/api/instances/${id}/events`, { as: 'dora' })
    const asLeader = await open.ask(`/api/instances/${id}/events`, { as: 'leo' })
    const answers = (items: { event: string; answer: string }[]): object =>
      Object.fromEntries(items.map(({ event, answer }) => [event, answer]))

    expect(answers(body.items)).toEqual({ forward: 'yes', answer: 'depends', withdraw: 'yes' })
    expect(answers(asLeader.body.items)).toEqual({ forward: 'no', answer: 'no', withdraw: 'no' })
    expect(asLeader.body.items[0].refusal.code).toBe('forbidden')
  })

  it('takes a repeated key once, and says that it was a repetition', async () => {
    const id = await begin()
    const headers = { 'Idempotency-Key': 'one' }
    const first = await send(id, { event: 'forward' }, 'dora', headers)
    const again = await send(id, { event: 'forward' }, 'dora', headers)

    expect([first.status, again.status]).toEqual([200, 200])
    expect(first.headers.get('Idempotency-Replayed')).toBeNull()
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    expect(again.body.revision).toBe(2)
  })

  it('begins one case for two creations with one key', async () => {
    const create = (): Promise<Reply> =>
      open.ask('/api/instances', {
        as: 'dora',
        body: { process: 'enquiry', data: { subject: 'twice' } },
        headers: { 'Idempotency-Key': 'create-once' },
      })
    const [first, second] = [await create(), await create()]

    expect(second.body.id).toBe(first.body.id)
  })

  it('adds notes and corrects data, each with its reason in the trail', async () => {
    const id = await begin('a bil')
    const noted = await open.ask(`/api/instances/${id}/notes`, { as: 'leo', body: { text: 'called back' } })
    const corrected = await open.ask(`/api/instances/${id}/corrections`, {
      as: 'dora',
      body: { changes: { subject: 'a bill' }, reason: 'misspelt' },
      headers: { 'If-Match': noted.headers.get('ETag') ?? '' },
    })
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'dora' })

    expect(corrected.body.data).toEqual({ subject: 'a bill' })
    expect(trail.body.items.find((row: { type: string }) => row.type === 'note-added').body.text).toBe(
      'called back',
    )
    expect(trail.body.items.find((row: { type: string }) => row.type === 'corrected').body.reason).toBe(
      'misspelt',
    )
  })

  it('lists tasks of the own roles and completes one through its event', async () => {
    const id = await begin()
    const tasks = await open.ask(`/api/tasks?instance=${id}`, { as: 'dora' })
    const none = await open.ask(`/api/tasks?instance=${id}`, { as: 'leo' })
    const [task] = tasks.body.items
    const done = await open.ask(`/api/tasks/${task.id}/complete`, { as: 'dora', body: { event: 'forward' } })
    const over = await open.ask(`/api/tasks/${task.id}/complete`, { as: 'dora', body: { event: 'forward' } })

    expect(none.body.items).toEqual([])
    expect(done.body.states[0].path).toBe('forwarded')
    expect([over.status, over.body.code]).toEqual([404, 'unknown-task'])
  })

  it('completes a task once by its key, and answers the same again although the task is closed', async () => {
    const id = await begin()
    const complete = (key: string, event = 'forward') =>
      open.ask(`/api/tasks/${id}-t1/complete`, {
        as: 'dora',
        body: { event },
        headers: { 'Idempotency-Key': key },
      })
    const [done, again] = [await complete('once'), await complete('once')]
    const [other, otherBody] = [await complete('twice'), await complete('once', 'close')]

    expect([done.status, done.body.revision]).toEqual([200, 2])
    expect([again.status, again.body.revision]).toEqual([200, 2])
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    expect([other.status, other.body.code]).toEqual([404, 'unknown-task'])
    expect([otherBody.status, otherBody.body.code]).toEqual([422, 'idempotency-key-reused'])
  })

  it('pages through lists without losing or doubling a case, and counts with the same filter', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => begin('paging station')))
    const seen: string[] = []
    let next: string | undefined
    do {
      const cursor = next === undefined ? '' : `&cursor=${next}`
      const page: Reply = await open.ask(`/api/instances?q=paging&limit=2&count=true${cursor}`, {
        as: 'dora',
      })
      expect(page.body.count).toBe(5)
      seen.push(...page.body.items.map((item: { id: string }) => item.id))
      next = page.body.next
    } while (next !== undefined)

    expect(seen.sort()).toEqual(ids.sort())
  })

  it('narrows lists by process, state, status, outcome, role and deadline', async () => {
    const id = await begin('narrow')
    await send(id, { event: 'forward' })
    const found = async (query: string): Promise<boolean> =>
      (await open.ask(`/api/instances?q=narrow&${query}`, { as: 'dora' })).body.items.length === 1

    expect(await found('process=enquiry&state=forwarded&status=active&role=leader')).toBe(true)
    expect(await found('state=received')).toBe(false)
    expect(await found('status=ended')).toBe(false)
    expect(await found('role=desk')).toBe(false)
    expect(await found('outcome=answered')).toBe(false)
    expect(await found('overdue=true')).toBe(false)
  })

  it('shows the effects of a case', async () => {
    const id = await begin()

    expect((await open.ask(`/api/instances/${id}/effects`, { as: 'dora' })).body).toEqual({ items: [] })
  })

  it('says how it is without a key, and explains every code it answers with', async () => {
    const answers = await Promise.all(['/healthz', '/readyz'].map((path) => open.ask(path)))
    const page = await open.ask('/docs/problems/event-not-accepted')

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(page.body).toContain('# event-not-accepted')
  })

  it('names the allowed methods of a known address', async () => {
    const wrong = await open.ask('/api/instances', { as: 'dora', method: 'DELETE' })
    const page = await open.ask('/healthz', { method: 'POST', body: {} })

    expect([wrong.status, wrong.body.code, wrong.headers.get('Allow')]).toEqual([
      405,
      'method-not-allowed',
      'GET, HEAD, POST',
    ])
    expect([page.status, page.headers.get('Allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('says that it is not ready, and nothing more, once the engine has stopped', async () => {
    const other = await openServer()
    await other.server.engine.stop()
    const ready = await other.ask('/readyz')
    await other.close()

    expect(ready.status).toBe(503)
    expect(ready.headers.get('Content-Type')).toContain('application/problem+json')
  })
})
