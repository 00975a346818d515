import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../engine/index.js'
import { openServer, type OpenServer } from './open-server.js'

let open: OpenServer
/** Ids of cases by the branch of who began them. */
const begun: { readonly east: string[]; readonly west: string[] } = { east: [], west: [] }

const readers = [
  ['super-east', 'supervisor'],
  ['clerk-west', 'clerk'],
  ['tech-west', 'technician'],
  ['tech-east', 'technician'],
  ['audit-1', 'auditor'],
  ['ada', 'admin'],
] as const

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'access/fixtures') })
  for (const [person, role] of [
    ...readers,
    ['desk-east', 'desk'],
    ['desk-west', 'desk'],
    ['super-none', 'supervisor'],
    ['south-1', 'factory'],
  ] as const)
    await open.key(person, role)
  for (const [branch, count] of [
    ['east', 3],
    ['west', 5],
  ] as const)
    for (let index = 0; index < count; index += 1) begun[branch].push(await begin(branch))
  await give(begun.west[0]!, 'tech-west')
  await give(begun.west[1]!, 'tech-west')
  await done(begun.west[1]!, 'tech-west')
  await give(begun.east[0]!, 'tech-east')
  await done(begun.east[0]!, 'tech-east')
  await breakDeadlines()
}, 120_000)
afterAll(() => open.close())

async function begin(branch: 'east' | 'west'): Promise<string> {
  const data = { fault: 'it drips', branch, phone: '13800138000', price: 7, maker: 'south' }
  const { body } = await open.ask('/api/instances', {
    as: `desk-${branch}`,
    body: { process: 'visit', data },
  })
  return String(body.id)
}

const taskOf = async (id: string): Promise<string> =>
  (await open.ask(`/api/tasks?instance=${id}`, { as: 'ada' })).body.items[0].id

async function give(id: string, to: string): Promise<void> {
  const body = { to, reason: 'it is theirs' }
  expect((await open.ask(`/api/tasks/${await taskOf(id)}/assign`, { as: 'ada', body })).status).toBe(200)
}

async function done(id: string, as: string): Promise<void> {
  const body = { event: 'done' }
  expect((await open.ask(`/api/tasks/${await taskOf(id)}/complete`, { as, body })).status).toBe(200)
}

/** As if the deadline of every case had been broken just now: nobody waits two days for it. */
async function breakDeadlines(): Promise<void> {
  const sqlite = await openSqlite(join(open.folder, 'test.db'))
  try {
    await sqlite.db.raw(
      `insert into aftercare_breaches (instance, deadline, visit, due_at, process, breached_at)
       select row_id, 'planned#due', 1, created_at, process, created_at from aftercare_instances`,
    )
  } finally {
    await sqlite.close()
  }
}

const total = (rows: readonly { readonly count: number }[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0)

describe('figures and deadlines of a reader', () => {
  it.each([
    ['super-east', () => begun.east],
    ['clerk-west', () => begun.west],
    ['tech-west', () => begun.west.slice(0, 2)],
    ['tech-east', () => begun.east.slice(0, 1)],
    ['audit-1', () => [...begun.east, ...begun.west]],
    ['ada', () => [...begun.east, ...begun.west]],
  ])('are over the cases %s sees, as the list is', async (as, expected) => {
    const { body: list } = await open.ask('/api/instances?limit=500', { as })
    const { body: figures } = await open.ask('/api/figures', { as })
    const { body: due } = await open.ask('/api/deadlines?limit=500', { as })

    const cases = list.items as { readonly id: string; readonly status: string }[]
    const ended = cases.filter(({ status }) => status === 'ended')
    expect(cases.map(({ id }) => id).sort()).toEqual([...expected()].sort())
    expect(figures.total).toMatchObject({
      begun: cases.length,
      ended: ended.length,
      breached: cases.length,
      breachedCases: cases.length,
    })
    expect(total(figures.outcomes)).toBe(ended.length)
    expect(total(figures.visits)).toBe(ended.length)
    expect(total(figures.breaches)).toBe(cases.length)
    expect(due.items.map((item: { case: { id: string } }) => item.case.id).sort()).toEqual(
      cases
        .filter(({ status }) => status === 'active')
        .map(({ id }) => id)
        .sort(),
    )
  })

  it('stay within what is seen when somebody asks for what lies outside of it', async () => {
    const { body: list } = await open.ask('/api/instances?assignee=tech-west', { as: 'super-east' })
    const { body: figures } = await open.ask('/api/figures?assignee=tech-west', { as: 'super-east' })
    const { body: due } = await open.ask('/api/deadlines?assignee=tech-west', { as: 'super-east' })

    expect([list.items, due.items]).toEqual([[], []])
    expect(figures.total).toMatchObject({ begun: 0, ended: 0, breached: 0, breachedCases: 0 })
    expect(figures.visits).toEqual([])
  })

  it.each(['/api/figures', '/api/deadlines'])(
    'of %s are none for somebody of no branch, and for people of a party',
    async (path) => {
      for (const as of ['super-none', 'south-1']) {
        const { status, body } = await open.ask(path, { as })

        expect([as, status, body.code]).toEqual([as, 403, 'forbidden'])
        expect(JSON.stringify(body)).not.toContain('total')
      }
    },
  )
})
