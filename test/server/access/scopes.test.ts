import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from '../open-server.js'

let open: OpenServer
/** Ids of cases by who began them. */
const begun: { east: string[]; west: string[] } = { east: [], west: [] }

const visit = async (as: string, data: object): Promise<string> => {
  const { body } = await open.ask('/api/instances', { as, body: { process: 'visit', data } })
  return String(body.id)
}

/** Pages of two through to the end, and the count told beside each. */
async function paged(path: string, as: string): Promise<{ ids: string[]; sizes: number[]; count: number }> {
  const ids: string[] = []
  const sizes: number[] = []
  let [next, count] = ['', -1]
  do {
    const query = `limit=2${path.includes('instances') ? '&count=true' : ''}${next && `&cursor=${next}`}`
    const { body } = await open.ask(`${path}?${query}`, { as })
    ids.push(...body.items.map((item: { id: string; instance?: string }) => item.instance ?? item.id))
    sizes.push(body.items.length)
    ;[next, count] = [body.next === undefined ? '' : encodeURIComponent(body.next), body.count]
  } while (next !== '')
  return { ids, sizes, count }
}

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'fixtures') })
  for (const [person, role] of [
    ['desk-east', 'desk'],
    ['desk-west', 'desk'],
    ['tech-east', 'technician'],
    ['tech-west', 'technician'],
    ['super-east', 'supervisor'],
    ['super-none', 'supervisor'],
    ['clerk-west', 'clerk'],
    ['control-east', 'controller'],
    ['audit-1', 'auditor'],
    ['ada', 'admin'],
  ] as const)
    await open.key(person, role)
  for (let index = 0; index < 5; index++) {
    // East and west by turns, so that a page cut after the question would be short.
    begun.east.push(await visit('desk-east', { fault: `e${index}`, phone: '13800138000', price: 7 }))
    begun.west.push(
      await visit('desk-west', { fault: `w${index}`, branch: 'west', phone: '13900139000', price: 7 }),
    )
  }
}, 60_000)
afterAll(() => open.close())

const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort()

describe('cases a role sees', () => {
  it('of the own branch fill their pages, and are counted as listed', async () => {
    const { ids, sizes, count } = await paged('/api/instances', 'super-east')

    expect(sorted(ids)).toEqual(sorted(begun.east))
    expect(sizes).toEqual([2, 2, 1])
    expect(count).toBe(5)
  })

  it('are found one by one exactly where a list holds them', async () => {
    for (const as of ['super-east', 'super-none', 'clerk-west', 'tech-east', 'audit-1', 'ada']) {
      const list = await open.ask('/api/instances?limit=500', { as })
      const listed = list.status === 200 ? list.body.items.map((item: { id: string }) => item.id) : []
      const all = [...begun.east, ...begun.west]
      const found = await Promise.all(all.map((id) => open.ask(`/api/instances/${id}`, { as })))

      expect({ as, ids: all.filter((_, at) => found[at]?.status === 200).sort() }).toEqual({
        as,
        ids: listed.filter((id: string) => all.includes(id)).sort(),
      })
    }
  })

  it('are none for somebody of no branch', async () => {
    const list = await open.ask('/api/instances', { as: 'super-none' })

    expect([list.status, list.body.code]).toEqual([403, 'forbidden'])
  })

  it('go by the field that holds the branch where one is named', async () => {
    const { ids, count } = await paged('/api/instances', 'clerk-west')

    expect(sorted(ids)).toEqual(sorted(begun.west))
    expect(count).toBe(5)
  })

  it('are the own ones: those somebody has or had a task of, also when it is over', async () => {
    const [mine = ''] = begun.west
    expect((await paged('/api/instances', 'tech-west')).ids).toEqual([])
    const tasks = await open.ask(`/api/tasks?instance=${mine}`, { as: 'ada' })
    const task = tasks.body.items[0].id
    const given = await open.ask(`/api/tasks/${task}/assign`, {
      as: 'ada',
      body: { to: 'tech-west', reason: 'it is theirs' },
    })
    expect(given.status).toBe(200)
    expect((await paged('/api/instances', 'tech-west')).ids).toEqual([mine])

    const done = await open.ask(`/api/tasks/${task}/complete`, { as: 'tech-west', body: { event: 'done' } })

    expect(done.body).toMatchObject({ status: 'ended' })
    expect((await paged('/api/instances', 'tech-west')).ids).toEqual([mine])
    expect((await open.ask('/api/instances', { as: 'tech-east' })).body.items).toEqual([])
  })

  it('narrow the list of tasks in the question too', async () => {
    expect((await paged('/api/tasks', 'tech-east')).ids).toEqual([])
    const all = await open.ask('/api/tasks?limit=500', { as: 'audit-1' })
    expect(all.body.items).toHaveLength(9)
  })
})

describe('values kept back', () => {
  it('are null in the data, named beside it, and as if erased in the trail', async () => {
    const [id = ''] = begun.east
    const seen = await open.ask(`/api/instances/${id}`, { as: 'audit-1' })
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'audit-1' })
    const whole = await open.ask(`/api/instances/${id}/trail`, { as: 'ada' })

    expect(seen.body).toMatchObject({ data: { phone: null, fault: 'e0' }, masked: ['phone'] })
    expect(JSON.stringify(trail.body)).not.toContain('13800138000')
    expect(trail.body.items).toHaveLength(whole.body.items.length)
    expect(JSON.stringify(whole.body)).toContain('13800138000')
    for (const place of ['/papers', '/effects'])
      expect((await open.ask(`/api/instances/${id}${place}`, { as: 'audit-1' })).status).toBe(403)
  })

  it('are shown while somebody needs them: with a task of the case, not after it', async () => {
    const id = begun.west[1] ?? ''
    const { body } = await open.ask(`/api/tasks?instance=${id}`, { as: 'ada' })
    const task = body.items[0].id
    await open.ask(`/api/tasks/${task}/assign`, { as: 'ada', body: { to: 'tech-west', reason: 'near' } })
    const before = await open.ask(`/api/instances/${id}`, { as: 'tech-west' })

    const after = await open.ask(`/api/tasks/${task}/complete`, { as: 'tech-west', body: { event: 'done' } })

    expect(before.body.data.phone).toBe('13900139000')
    expect(after.body.data.phone).toBeNull()
  })

  it('leave hidden fields out, and the trail they stand in', async () => {
    const id = begun.west[2] ?? ''
    const seen = await open.ask(`/api/instances/${id}`, { as: 'clerk-west' })
    const trail = await open.ask(`/api/instances/${id}/trail`, { as: 'clerk-west' })

    expect(seen.body.data).not.toHaveProperty('price')
    expect(JSON.stringify(seen.body)).not.toContain('price')
    expect(seen.body.data.phone).toBe('13900139000')
    expect(trail.status).toBe(403)
  })
})

describe('what a role may', () => {
  it('holds for the cases it sees, and says which permission is missing', async () => {
    const [east = '', west = ''] = [begun.east[3], begun.west[3]]
    const act = (as: string, id: string, action: string) =>
      open.ask(`/api/instances/${id}/actions`, { as, body: { action, reason: 'waiting for parts' } })

    expect((await act('super-east', east, 'suspend')).status).toBe(200)
    expect((await act('super-east', west, 'suspend')).status).toBe(404)
    const refused = await act('desk-east', east, 'resume')
    expect([refused.status, refused.body.code, refused.body.reasons[0].expected]).toEqual([
      403,
      'forbidden',
      'resume',
    ])
    expect((await act('super-east', east, 'resume')).status).toBe(200)
    expect(
      (await open.ask(`/api/instances/${east}/notes`, { as: 'audit-1', body: { text: 'x' } })).status,
    ).toBe(403)
  })
})

describe('the log of what operators did', () => {
  it('tells of cases the reader sees, and of keys and switches whoever sees all cases', async () => {
    const act = (id: string | undefined) =>
      open.ask(`/api/instances/${id ?? ''}/actions`, {
        ...{ as: 'ada', body: { action: 'suspend', reason: 'flood' } },
      })
    await act(begun.east[0])
    await act(begun.west[0])
    await open.ask('/api/processes/visit/drain', { as: 'ada', body: { reason: 'flood' } })
    await open.ask('/api/processes/visit/reopen', { as: 'ada', body: { reason: 'over' } })
    const rows = async (as: string): Promise<readonly string[]> => {
      const { body } = await open.ask('/api/operator-actions?limit=500&count=true', { as })
      expect(body.count).toBe(body.items.length)
      return body.items.map(({ action, instance = '' }: Record<string, string>) => `${action} ${instance}`)
    }

    const [east, audit, admin] = [await rows('control-east'), await rows('audit-1'), await rows('ada')]

    expect(east).toContain(`suspend ${begun.east[0]}`)
    expect(east.filter((row) => !begun.east.some((id) => row.endsWith(id)))).toEqual([])
    expect(audit).toEqual(admin)
    expect(admin).toContain('drain-process ')
    expect(admin).toContain('create-key ')
  })

  it('keeps the reason of an act from whom the trail keeps it, and that of a switch from nobody', async () => {
    const id = begun.east[2] ?? ''
    const reason = 'Wang Fang called'
    await open.ask(`/api/instances/${id}/actions`, { as: 'ada', body: { action: 'suspend', reason } })
    const told = async (as: string, address: string): Promise<readonly unknown[]> => {
      const { body } = await open.ask(address, { as })
      return body.items.flatMap((item: { reason?: unknown; body?: { reason?: unknown }; type?: string }) =>
        item.type === undefined ? [item.reason] : item.type === 'suspended' ? [item.body?.reason] : [],
      )
    }
    const reasons = async (as: string): Promise<readonly unknown[]> => [
      ...(await told(as, `/api/instances/${id}/trail?limit=500`)),
      ...(await told(as, `/api/operator-actions?instance=${id}`)),
      ...(await told(as, '/api/operator-actions?action=drain-process')),
    ]

    expect(await reasons('ada')).toEqual([reason, reason, 'flood'])
    expect(await reasons('control-east')).toEqual([reason, reason])
    expect(await reasons('audit-1')).toEqual([null, null, 'flood'])
  })
})
