import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from './open-server.js'

let open: OpenServer

beforeAll(async () => {
  open = await openServer()
  await open.key('dora', 'desk')
  await open.key('wang', 'customer')
  await open.key('chen', 'customer')
  await open.key('aude', 'auditor')
  await open.key('ada', 'admin')
  await open.key('nobody')
})
afterAll(() => open.close())

const begin = async (as: string): Promise<string> =>
  String(
    (await open.ask('/api/instances', { as, body: { process: 'enquiry', data: { subject: 'mine' } } })).body
      .id,
  )

const places = ['', '/events', '/trail', '/effects']

describe('who may read', () => {
  it.each(['chen', 'aude', 'nobody'])(
    'answers %s the same for a case that is not theirs and for one that does not exist',
    async (as) => {
      const id = await begin('wang')
      const other = id.replace(/^.{4}/, 'ffff')
      for (const place of places) {
        const there = await open.ask(`/api/instances/${id}${place}`, { as })
        const nowhere = await open.ask(`/api/instances/${other}${place}`, { as })

        expect(there.status).toBe(404)
        expect(JSON.stringify(there.body).replaceAll(id, 'ID')).toBe(
          JSON.stringify(nowhere.body).replaceAll(other, 'ID'),
        )
      }
    },
  )

  it('shows customers where their own case stands, without data, tasks, clocks and trail', async () => {
    const id = await begin('wang')
    const seen = await open.ask(`/api/instances/${id}`, { as: 'wang' })
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'wang' })
    const effects = await open.ask(`/api/instances/${id}/effects`, { as: 'wang' })

    expect(Object.keys(seen.body).sort()).toEqual(
      ['createdAt', 'id', 'process', 'revision', 'states', 'status', 'title', 'updatedAt'].sort(),
    )
    expect([trail.body.code, effects.body.code]).toEqual(['forbidden', 'forbidden'])
  })

  it('offers customers the events of their own role only', async () => {
    const id = await begin('wang')
    const { body } = await open.ask(`/api/instances/${id}/events`, { as: 'wang' })

    expect(body.items.map((item: { event: string }) => item.event)).toEqual(['withdraw'])
  })

  it('lets customers send to their own case, and answers without the data staff has entered', async () => {
    const id = await begin('wang')
    await open.ask(`/api/instances/${id}/events`, { as: 'dora', body: { event: 'forward' } })
    const sent = await open.ask(`/api/instances/${id}/events`, {
      as: 'wang',
      body: { event: 'withdraw', payload: { reason: 'solved' } },
    })

    expect(sent.body).toMatchObject({ status: 'ended', outcome: 'withdrawn' })
    expect(sent.body).not.toHaveProperty('data')
    expect(sent.body).not.toHaveProperty('tasks')
  })

  it('takes no event, note or correction to a case of somebody else, though the role may send it', async () => {
    const id = await begin('wang')
    const before = await open.ask(`/api/instances/${id}/trail`, { as: 'dora' })
    const event = await open.ask(`/api/instances/${id}/events`, { as: 'chen', body: { event: 'withdraw' } })
    const note = await open.ask(`/api/instances/${id}/notes`, { as: 'chen', body: { text: 'hello' } })
    const correction = await open.ask(`/api/instances/${id}/corrections`, {
      as: 'chen',
      body: { changes: { subject: 'x' }, reason: 'y' },
    })
    const after = await open.ask(`/api/instances/${id}/trail`, { as: 'dora' })

    expect([event.status, note.status, correction.status]).toEqual([404, 404, 404])
    expect(after.body).toEqual(before.body)
  })

  it('hides from customers, in a refusal, the expression, its values and what others may send', async () => {
    const id = await begin('wang')
    const refused = await open.ask(`/api/instances/${id}/events`, { as: 'wang', body: { event: 'answer' } })

    expect(refused.status).toBe(403)
    expect(JSON.stringify(refused.body)).not.toMatch(/"expression"|"values"/)
    expect((refused.body.accepted ?? []).map((one: { event: string }) => one.event)).not.toContain('forward')
  })

  it('opens to customers neither lists nor processes nor tasks', async () => {
    const list = await open.ask('/api/instances', { as: 'wang' })
    const processes = await open.ask('/api/processes', { as: 'wang' })
    const process = await open.ask('/api/processes/enquiry', { as: 'wang' })
    const tasks = await open.ask('/api/tasks', { as: 'wang' })
    const asked = await open.ask('/api/tasks?role=customer', { as: 'wang' })

    expect(list.status).toBe(403)
    expect(processes.body.items).toEqual([])
    expect(process.status).toBe(404)
    expect(tasks.body.items).toEqual([])
    expect(asked.status).toBe(403)
  })

  it('says the same of a process that is not open and of one that does not exist', async () => {
    const named = async (path: string, as: string, process: string, body?: object): Promise<string> =>
      JSON.stringify((await open.ask(path, { as, ...(body ? { body } : {}) })).body).replaceAll(process, 'P')
    const begun = (process: string): Promise<string> =>
      named('/api/instances', 'dora', process, { process, data: {} })
    const shown = (process: string): Promise<string> => named(`/api/processes/${process}`, 'dora', process)
    const listed = (process: string): Promise<string> =>
      named(`/api/instances?process=${process}`, 'dora', process)

    for (const ask of [begun, shown, listed]) {
      expect(await ask('audit')).toBe(await ask('spying'))
      expect(await ask('audit')).toContain('unknown-process')
    }
  })

  it('hides the cases of another department from lists', async () => {
    await open.ask('/api/instances', { as: 'aude', body: { process: 'audit' } })
    const processes = async (as: string): Promise<string[]> =>
      (await open.ask('/api/instances?limit=500', { as })).body.items.map(
        (item: { process: string }) => item.process,
      )
    await begin('dora')

    expect(new Set(await processes('dora'))).toEqual(new Set(['enquiry']))
    expect(new Set(await processes('aude'))).toEqual(new Set(['audit']))
    expect(new Set(await processes('ada'))).toEqual(new Set(['enquiry', 'audit']))
  })

  it('lets an admin read everything, but send nothing that other roles may', async () => {
    const id = await begin('wang')
    const read = await open.ask(`/api/instances/${id}`, { as: 'ada' })
    const sent = await open.ask(`/api/instances/${id}/events`, { as: 'ada', body: { event: 'forward' } })

    expect(read.body.data).toEqual({ subject: 'mine' })
    expect(sent.body.code).toBe('forbidden')
  })

  it('completes no task of a case that is not open to the key', async () => {
    const id = await begin('dora')
    const tasks = await open.ask(`/api/tasks?instance=${id}`, { as: 'dora' })
    const taken = await open.ask(`/api/tasks/${tasks.body.items[0].id}/complete`, {
      as: 'aude',
      body: { event: 'forward' },
    })

    expect([taken.status, taken.body.code]).toEqual([404, 'unknown-task'])
  })
})
