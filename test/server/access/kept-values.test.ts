import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from '../open-server.js'

let open: OpenServer

interface Begun {
  readonly id: string
  readonly number: string
}

const begin = async (process: string, as: string, data: object): Promise<Begun> =>
  (await open.ask('/api/instances', { as, body: { process, data } })).body as Begun

/** Ids a list holds, after the count, the rest of the file and the list were compared. */
async function found(query: string, as: string): Promise<readonly string[]> {
  const list = await open.ask(`/api/instances?${query}&count=true&limit=100`, { as })
  const counted = await open.ask(`/api/instances/count?${query}`, { as })
  const ids: string[] = list.body.items.map(({ id }: Begun) => id)
  expect([list.body.count, counted.body.count]).toEqual([ids.length, ids.length])
  return ids.sort()
}

const linesOf = (csv: unknown): number => String(csv).trim().split('\r\n').length - 1

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'fixtures') })
  for (const [person, role] of [
    ['desk-east', 'desk'],
    ['desk-west', 'desk'],
    ['tech-east', 'technician'],
    ['clerk-west', 'clerk'],
    ['audit-1', 'auditor'],
    ['rita', 'reviewer'],
    ['ada', 'admin'],
  ] as const)
    await open.key(person, role)
}, 60_000)
afterAll(() => open.close())

describe('a search by values', () => {
  const searches = ['q=13800138000', 'q=1380', 'field=phone:13800138000']
  let visit: Begun

  beforeAll(async () => {
    const data = { fault: 'leaks', phone: '13800138000', branch: 'west', price: 7 }
    visit = await begin('visit', 'desk-west', data)
    const { body } = await open.ask(`/api/tasks?instance=${visit.id}`, { as: 'ada' })
    const task = body.items[0].id as string
    await open.ask(`/api/tasks/${task}/assign`, { as: 'ada', body: { to: 'tech-east', reason: 'near' } })
  })

  it.each(searches)('finds the case with %s for whoever sees it whole', async (query) => {
    expect(await found(query, 'desk-east')).toEqual([visit.id])
    expect(await found(query, 'ada')).toEqual([visit.id])
  })

  it.each(searches)('finds none with %s for those from whom values are kept back', async (query) => {
    for (const as of ['audit-1', 'clerk-west', 'tech-east']) {
      const all = await found('status=active', as)
      expect({ as, sees: all.includes(visit.id), found: await found(query, as) }).toEqual({
        as,
        sees: true,
        found: [],
      })
    }
    expect(linesOf((await open.ask(`/api/instances.csv?${query}`, { as: 'audit-1' })).body)).toBe(0)
    expect(linesOf((await open.ask(`/api/instances.csv?${query}`, { as: 'ada' })).body)).toBe(1)
  })

  it('finds a case by its number or id as a whole, and no other whose values hold it', async () => {
    const other = await begin('visit', 'desk-east', { fault: `as in ${visit.number}`, phone: '13700137000' })

    expect(await found(`q=${visit.number}`, 'desk-east')).toEqual([visit.id, other.id].sort())
    for (const name of [visit.number, visit.id, `%20${visit.number}%20`])
      for (const as of ['audit-1', 'clerk-west', 'tech-east'])
        expect({ as, name, found: await found(`q=${name}`, as) }).toEqual({ as, name, found: [visit.id] })
    expect(await found(`q=${other.number}&status=ended`, 'audit-1')).toEqual([])
    expect(await found(`q=${other.number}`, 'clerk-west')).toEqual([])
    expect(await found(`q=${visit.number}&field=phone:13800138000`, 'audit-1')).toEqual([])
  })
})

describe('what repeats values of all cases', () => {
  it.each(['/api/incidents', '/api/messages'])('%s is for those from whom nothing is kept', async (path) => {
    expect((await open.ask(path, { as: 'rita' })).body).toMatchObject({ code: 'forbidden' })
    expect((await open.ask(path, { as: 'ada' })).status).toBe(200)
  })
})

describe('a key of a party that is confined to a process', () => {
  it('lists the cases and tasks of that process alone', async () => {
    await begin('visit', 'desk-east', { fault: 'leaks', maker: 'south' })
    await begin('inspect', 'clerk-west', { maker: 'south' })
    const { keys } = open.server.engine
    const south = { name: 'south', actor: 'south-1', roles: ['factory'] }
    const confinedTo = async (process: string): Promise<string> =>
      (await keys.create({ ...south, processes: [process] })).key
    const seen = async (path: string, as: string): Promise<readonly string[]> =>
      (await open.ask(path, { as })).body.items.map(({ process }: { process: string }) => process).sort()

    const { key } = await keys.create(south)
    expect(await seen('/api/instances', key)).toEqual(['inspect', 'visit'])
    expect(await seen('/api/tasks', key)).toEqual(['inspect'])
    const [stock, visits, inspections] = [
      await confinedTo('stock'),
      await confinedTo('visit'),
      await confinedTo('inspect'),
    ]
    for (const path of ['/api/instances', '/api/instances?process=visit,inspect', '/api/tasks'])
      expect({ path, seen: await seen(path, stock) }).toEqual({ path, seen: [] })
    expect(await seen('/api/instances', visits)).toEqual(['visit'])
    expect(await seen('/api/instances?process=visit,inspect', visits)).toEqual(['visit'])
    expect(await seen('/api/tasks', visits)).toEqual([])
    expect(await seen('/api/tasks', inspections)).toEqual(['inspect'])
  })
})
