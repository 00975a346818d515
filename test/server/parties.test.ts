import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'

let open: OpenServer
/** Keys by person. */
const keys: Record<string, string> = {}
let mine = ''
let theirs = ''
let nobodys = ''

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'party-fixtures') })
  for (const actor of ['dora', 'sun', 'nora', 'wang'])
    keys[actor] = (await open.server.engine.keys.create({ name: actor, roles: [], actor })).key
  keys['program'] = (await open.server.engine.keys.create({ name: 'program', roles: ['factory'] })).key
  mine = await claim('south')
  theirs = await claim('north')
  nobodys = await claim()
})
afterAll(() => open.close())

const ask = (as: string, path: string, body?: unknown): Promise<Reply> =>
  open.ask(path, { as: keys[as]!, ...(body === undefined ? {} : { body }) })

const send = (as: string, id: string, event: string, payload: object = {}): Promise<Reply> =>
  ask(as, `/api/instances/${id}/events`, { event, payload })

async function claim(factory?: string): Promise<string> {
  const data = { customer: '王小明', fault: 'noise' }
  const { body } = await ask('dora', '/api/instances', { process: 'claim', data })
  const id = String(body.id)
  if (factory !== undefined) expect((await send('dora', id, 'ask', { factory })).status).toBe(200)
  return id
}

const idsOf = ({ body }: Reply): readonly string[] => body.items.map(({ id }: { id: string }) => id)

describe('people of an outside party', () => {
  it('see of their case where it stands, what it lets them see, their own tasks and deadlines', async () => {
    const { status, body } = await ask('sun', `/api/instances/${mine}`)

    expect(status).toBe(200)
    expect(body.data).toEqual({ fault: 'noise' })
    expect(body.states.map(({ path }: { path: string }) => path)).toContain('asking.house')
    expect(body.tasks.map(({ state }: { state: string }) => state)).toEqual(['asking.maker'])
    expect(body.deadlines.map(({ id }: { id: string }) => id)).toEqual(['asking.maker#due'])
    expect(JSON.stringify(body)).not.toMatch(/王小明|dora|createdBy|timers/)
  })

  it('see nothing of a case of another party, or of one that has none', async () => {
    for (const id of [theirs, nobodys])
      for (const place of ['', '/events', '/trail', '/deadlines', '/effects']) {
        const { status, body } = await ask('sun', `/api/instances/${id}${place}`)
        expect([status, body.code]).toEqual([404, 'unknown-instance'])
      }
    expect((await send('sun', theirs, 'answer', { answer: 'yes' })).status).toBe(404)
  })

  it('read neither the trail nor the effects of their own case, and no deadline of others', async () => {
    expect((await ask('sun', `/api/instances/${mine}/trail`)).body.code).toBe('forbidden')
    expect((await ask('sun', `/api/instances/${mine}/effects`)).body.code).toBe('forbidden')
    const { body } = await ask('sun', `/api/instances/${mine}/deadlines`)
    expect(body.running).toHaveLength(1)
    expect((await ask('dora', `/api/instances/${mine}/deadlines`)).body.running).toHaveLength(2)
  })

  it('list their own cases only, and cannot search what they do not see', async () => {
    const listed = await ask('sun', '/api/instances?count=true&status=active')
    expect(idsOf(listed)).toEqual([mine])
    expect(listed.body.count).toBe(1)
    expect(listed.body.items[0]).not.toHaveProperty('nextDueAt')
    expect(idsOf(await ask('nora', '/api/instances'))).toEqual([theirs])
    for (const query of ['q=王小明', 'overdue=true', 'role=desk', 'sort=due', 'outcome=closed'])
      expect((await ask('sun', `/api/instances?${query}`)).body.code).toBe('forbidden')
  })

  it('list the tasks of their own cases only, without those of the house', async () => {
    const { body } = await ask('sun', '/api/tasks')
    expect(body.items).toMatchObject([{ instance: mine, state: 'asking.maker', roles: ['factory'] }])
    expect(body.items).toHaveLength(1)
    expect((await ask('sun', '/api/tasks?role=desk')).body.code).toBe('forbidden')
    expect((await ask('sun', `/api/tasks?instance=${theirs}`)).body.items).toEqual([])
  })

  it('are offered their own events, and a refusal tells them nothing of the data', async () => {
    const { body } = await ask('sun', `/api/instances/${mine}/events`)
    expect(body.items.map(({ event }: { event: string }) => event)).toEqual(['answer'])
    const refused = await send('sun', mine, 'answer', { answer: '?' })
    expect(refused.body.code).toBe('requirement-not-met')
    expect(JSON.stringify(refused.body)).not.toContain('王小明')
    expect((await send('sun', mine, 'close')).body.code).toBe('forbidden')
  })

  it('send the event of their own task, and are answered with what they may see', async () => {
    const id = await claim('south')
    const { body: before } = await ask('sun', `/api/tasks?instance=${id}`)
    const done = await ask('sun', `/api/tasks/${before.items[0].id}/complete`, {
      event: 'answer',
      payload: { answer: 'yes' },
    })
    expect(done.status).toBe(200)
    expect(done.body.data).toEqual({ fault: 'noise' })
    expect((await ask('dora', `/api/instances/${id}`)).body.data.answer).toBe('yes')
  })

  it.each([
    ['claim', {}],
    ['release', { reason: 'x' }],
    ['assign', { to: 'sun', reason: 'x' }],
    ['complete', { event: 'answer', payload: { answer: 'yes' } }],
    ['complete', { event: 'nothing' }],
  ])('cannot tell by %s of a task whether it is the house’s, over, or never was', async (act, body) => {
    const id = await claim('south')
    const { body: listed } = await ask('dora', `/api/tasks?instance=${id}`)
    const house = listed.items.find(({ state }: { state: string }) => state === 'asking.house').id as string
    const never = `${id}-t99`
    const tasks = [house, `${id}-t1`, never, `${theirs}-t1`, `${theirs}-t2`]
    const told = async (headers = {}) => {
      const asked = { as: keys['sun']!, body, headers }
      const replies = await Promise.all(tasks.map((task) => open.ask(`/api/tasks/${task}/${act}`, asked)))
      return replies.map(({ status, body: answer }, index) =>
        JSON.stringify([status, answer])
          .replaceAll(tasks[index] ?? '', 'TASK')
          .replace(/"requestId":"[^"]*"/, ''),
      )
    }

    const plain = await told()
    const guarded = await told({ 'If-Match': '"999"', 'Idempotency-Key': 'k' })
    await open.server.engine.suspend(id, { actor: { id: 'root', roles: [] }, reason: 'x' })
    const suspended = await told()

    expect(new Set([...plain, ...suspended])).toHaveLength(1)
    expect(new Set(guarded)).toHaveLength(1)
    expect(plain[0]).toContain('unknown-task')
  })

  it('are answered as they were when they send again what they did', async () => {
    const id = await claim('south')
    const { body } = await ask('sun', `/api/tasks?instance=${id}`)
    const again = () =>
      open.ask(`/api/tasks/${String(body.items[0].id)}/complete`, {
        ...{ as: keys['sun']!, headers: { 'Idempotency-Key': 'once' } },
        body: { event: 'answer', payload: { answer: 'yes' } },
      })

    const replies = [await again(), await again()]

    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(replies[1]?.headers.get('Idempotency-Replayed')).toBe('true')
  })

  it('read an attachment that stands in a field they see in one of their cases, however many have it', async () => {
    const { engine } = open.server
    const dora = { id: 'dora', roles: ['desk'] }
    const content = new TextEncoder().encode('a photograph')
    const added = await engine.attachments.add({ content, actor: dora })
    const file = added.attachment?.id ?? ''
    const have = async (field: string, factory: string): Promise<void> => {
      const begun = await engine.create('claim', { actor: dora, data: { customer: 'X', [field]: file } })
      await engine.send(begun.instance?.id ?? '', 'ask', { actor: dora, payload: { factory } })
    }
    const read = async (as: string): Promise<number> => (await ask(as, `/api/attachments/${file}`)).status
    for (let count = 0; count < 110; count += 1) await have('bill', 'south')
    await have('photo', 'north')

    expect([await read('sun'), await read('nora'), await read('dora')]).toEqual([404, 200, 200])
    await have('photo', 'south')
    expect([await read('sun'), await read('program'), await read('wang')]).toEqual([200, 404, 404])
  })

  it('no longer see a case once another party has taken their place', async () => {
    const id = await claim('south')
    expect((await ask('sun', `/api/instances/${id}`)).status).toBe(200)
    expect((await send('dora', id, 'ask-another', { factory: 'north' })).status).toBe(200)
    expect((await ask('sun', `/api/instances/${id}`)).status).toBe(404)
    expect((await ask('nora', `/api/instances/${id}`)).status).toBe(200)
  })

  it('are nobody where the program says the role but belongs to no party', async () => {
    expect((await ask('program', `/api/instances/${mine}`)).status).toBe(404)
    expect((await ask('program', '/api/instances')).body.code).toBe('forbidden')
    expect((await ask('program', '/api/tasks')).body.items).toEqual([])
  })
})

describe('a customer', () => {
  it('still sees where the own case stands, and no data', async () => {
    const begun = await ask('wang', '/api/instances', {
      process: 'claim',
      data: { customer: '王小明', fault: 'noise' },
    })
    const seen = await ask('wang', `/api/instances/${String(begun.body.id)}`)
    expect(seen.status).toBe(200)
    expect(seen.body).not.toHaveProperty('data')
    expect((await ask('wang', `/api/instances/${mine}`)).status).toBe(404)
  })
})
