import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from './open-server.js'

let open: OpenServer

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'access/fixtures') })
  await open.key('desk-east', 'desk')
  await open.key('desk-west', 'desk')
  await open.key('tech-east', 'technician')
  await open.key('ada', 'admin')
  await open.key('customer-1', 'customer')
}, 60_000)
afterAll(() => open.close())

const save = (as: string, body: object) => open.ask('/api/views', { as, body })
const change = (as: string, id: string, body: object) => open.ask(`/api/views/${id}`, { as, body })
const remove = (as: string, id: string) => open.ask(`/api/views/${id}/remove`, { as, body: {} })
const namesOf = async (as: string): Promise<string[]> =>
  ((await open.ask('/api/views', { as })).body.items as { name: string }[]).map(({ name }) => name)

describe('a saved view', () => {
  it('is kept with its address for whoever saved it, renamed and removed by them alone', async () => {
    const made = await save('desk-east', { name: 'Wang', address: { view: 'open', q: 'Wang', sort: 'due' } })
    const id = String(made.body.id)
    const strangers = await Promise.all([
      change('desk-west', id, { name: 'mine' }),
      remove('desk-west', id),
      remove('ada', id),
    ])
    const renamed = await change('desk-east', id, { name: 'Wang Fang' })

    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ mine: true, changeable: true, first: false, gone: [] })
    expect(strangers.map(({ status, body }) => [status, body.code as string])).toEqual(
      Array(3).fill([404, 'unknown-view']),
    )
    expect(renamed.body).toMatchObject({
      name: 'Wang Fang',
      address: { view: 'open', q: 'Wang', sort: 'due' },
    })
    expect([await namesOf('desk-east'), await namesOf('desk-west')]).toEqual([['Wang Fang'], []])
    expect((await remove('desk-east', id)).status).toBe(204)
    expect(await namesOf('desk-east')).toEqual([])
  })

  it('is shared with a role by those who may, and put right by them', async () => {
    const asked = { name: 'Late visits', address: { view: 'late', process: 'visit' }, role: 'desk' }
    const refused = await save('desk-east', asked)
    const noRole = await save('ada', { ...asked, role: 'dask' })
    const outside = await save('ada', { ...asked, role: 'customer' })
    const made = await save('ada', asked)
    const id = String(made.body.id)
    const seen = (await open.ask('/api/views', { as: 'desk-west' })).body.items as object[]
    const others = await namesOf('tech-east')
    const byReader = await change('desk-west', id, { name: 'Ours' })
    const own = await save('desk-west', { name: 'Own', address: {} })
    const toShare = await change('desk-west', String(own.body.id), { role: 'desk' })
    const ended = await change('ada', id, { role: null })

    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
    expect([noRole, outside].map(({ body }) => body.code as string)).toEqual([
      'request-invalid',
      'request-invalid',
    ])
    expect(seen).toMatchObject([
      { name: 'Late visits', mine: false, owner: 'ada', role: 'desk', changeable: false },
    ])
    expect(others).toEqual([])
    expect(byReader.body.code).toBe('unknown-view')
    expect(toShare.body.code).toBe('forbidden')
    expect(ended.body).not.toHaveProperty('role')
    expect(await namesOf('desk-west')).toEqual(['Own'])
  })

  it('is what a list begins with for whoever chose so', async () => {
    const made = await save('ada', { name: 'Desk first', address: { view: 'soon' }, role: 'desk' })
    const id = String(made.body.id)
    const firstOf = async (as: string) =>
      ((await open.ask('/api/views', { as })).body.items as { name: string; first: boolean }[])
        .filter(({ first }) => first)
        .map(({ name }) => name)
    const chosen = await change('desk-east', id, { first: true })
    const before = [await firstOf('desk-east'), await firstOf('desk-west'), await firstOf('ada')]
    await change('desk-east', id, { first: false })

    expect(chosen.body).toMatchObject({ first: true })
    expect(before).toEqual([['Desk first'], [], []])
    expect(await firstOf('desk-east')).toEqual([])
  })

  it('says what it names that is not there any more, or not open to its reader', async () => {
    const address = { process: 'visit', state: 'flown-away', role: 'dask', assignee: 'nobody-here' }
    const made = await save('ada', { name: 'Gone', address })
    const closed = await save('desk-east', { name: 'Closed', address: { process: 'stock' } })

    expect(made.body.gone).toEqual([
      { parameter: 'state', value: 'flown-away' },
      { parameter: 'role', value: 'dask' },
      { parameter: 'assignee', value: 'nobody-here' },
    ])
    expect(closed.body.gone).toEqual([{ parameter: 'process', value: 'stock' }])
  })

  it('tells nobody outside which people, roles and states there are', async () => {
    const gone = async (address: object): Promise<unknown> =>
      (await save('customer-1', { name: JSON.stringify(address), address })).body.gone

    expect(await gone({ assignee: 'tech-east' })).toEqual(await gone({ assignee: 'nobody-here' }))
    expect(await gone({ role: 'technician' })).toEqual(await gone({ role: 'dask' }))
    const [there, not] = [{ state: 'planned' }, { state: 'flown-away' }].map((state) => ({
      ...{ process: 'visit', ...state },
    }))
    expect(await gone(there ?? {})).toEqual([{ parameter: 'process', value: 'visit' }])
    expect(await gone(not ?? {})).toEqual([{ parameter: 'process', value: 'visit' }])
  })

  it('has a name of its own, known parameters, and bounds', async () => {
    const one = { name: 'One', address: { view: 'all' } }
    await save('tech-east', one)
    const doubled = await save('tech-east', one)
    const another = await save('tech-east', { ...one, name: 'Two' })
    const renamed = await change('tech-east', String(another.body.id), { name: 'One' })
    const wrong = await Promise.all(
      [
        { name: ' ', address: {} },
        { name: 'x'.repeat(81), address: {} },
        { name: 'x', address: { colour: 'red' } },
        { name: 'x', address: { q: 'x'.repeat(401) } },
      ].map((body) => save('tech-east', body)),
    )
    for (let at = 2; at < 50; at += 1) await save('tech-east', { ...one, name: `View ${at}` })
    const tooMany = await save('tech-east', { ...one, name: 'One more' })

    expect([doubled.body.code, renamed.body.code]).toEqual(['view-name-taken', 'view-name-taken'])
    expect(wrong.map(({ body }) => body.code as string)).toEqual(Array(4).fill('request-invalid'))
    expect([tooMany.status, tooMany.body.code]).toEqual([409, 'too-many-views'])
  })
})
