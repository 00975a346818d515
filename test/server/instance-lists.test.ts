import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServer, type OpenServer } from './open-server.js'

const visit = `
dsl: '1'
process: visit
version: 1.0.0
title: { zh-CN: 上门, en: Visit }
start: { roles: [desk] }
fields:
  name: { type: text, search: true, label: { zh-CN: 姓名, en: Name } }
  phone: { type: text, search: true, label: { zh-CN: 电话, en: Telephone } }
events:
  done: { title: { zh-CN: 完成, en: Done } }
  call: { title: { zh-CN: 致电, en: Call } }
initial: visiting
states:
  visiting:
    title: { zh-CN: 上门, en: Visiting }
    task: { role: technician, assign: in-turn }
    due: 1 day
    on: { done: closed, call: calling }
  calling:
    title: { zh-CN: 致电, en: Calling }
    task: { role: desk }
    on: { done: closed }
  closed: { type: final, outcome: closed, title: { zh-CN: 关闭, en: Closed } }
`
const house = `
organisation: house
roles:
  desk: { title: { zh-CN: 服务台, en: Desk } }
  technician: { title: { zh-CN: 技术员, en: Technician } }
  stranger: { title: { zh-CN: 外人, en: Stranger } }
people:
  ann: { name: Ann, roles: [technician], order: 1 }
`

let open: OpenServer
let folder: string
const ids: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-lists-'))
  await writeFile(join(folder, 'visit.yaml'), visit)
  await writeFile(join(folder, 'organisation.yaml'), house)
  open = await openServer({ workflows: folder })
  await open.key('dora', 'desk')
  await open.key('ann', 'technician')
  await open.key('admin', 'admin')
  await open.key('nobody', 'stranger')
  for (const index of [0, 1, 2, 3, 4, 5, 6]) {
    const data = { name: `王小${'明华强'[index % 3]}`, phone: `1380013800${index}` }
    const begun = await open.ask('/api/instances', { as: 'dora', body: { process: 'visit', data } })
    ids.push(String(begun.body.id))
  }
  await send(ids[5]!, 'call')
  await send(ids[6]!, 'done')
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})

const send = (id: string, event: string) =>
  open.ask(`/api/instances/${id}/events`, { as: 'ann', body: { event } })
const listed = async (query: string, as = 'dora'): Promise<string[]> => {
  const { body } = await open.ask(`/api/instances?${query}`, { as })
  return body.items.map((item: { id: string }) => item.id).sort()
}
const some = (...indexes: number[]): string[] => indexes.map((index) => ids[index]!).sort()

describe('Lists, counts and exports over HTTP', () => {
  it.each<[query: string, indexes: number[]]>([
    ['', [0, 1, 2, 3, 4, 5, 6]],
    ['process=visit', [0, 1, 2, 3, 4, 5, 6]],
    ['state=visiting', [0, 1, 2, 3, 4]],
    ['state=calling,closed', [5, 6]],
    ['status=active', [0, 1, 2, 3, 4, 5]],
    ['outcome=closed', [6]],
    ['createdFrom=2020-01-01T00:00:00Z', [0, 1, 2, 3, 4, 5, 6]],
    ['createdTo=2020-01-01T00:00:00%2B08:00', []],
    ['updatedFrom=2020-01-01T00:00:00Z&updatedTo=2020-01-02T00:00:00Z', []],
    ['dueBefore=2100-01-01T00:00:00Z', [0, 1, 2, 3, 4]],
    ['overdue=true', []],
    ['suspended=false&status=ended', [6]],
    ['incident=true', []],
    ['incident=false&role=desk', [5]],
    ['role=technician', [0, 1, 2, 3, 4]],
    ['assignee=ann', [0, 1, 2, 3, 4]],
    ['unit=SN-1', []],
    ['field=phone:13800138003', [3]],
    ['q=小明', [0, 3, 6]],
    ['q=小明&status=active', [0, 3]],
  ])('tell the same cases for %s', async (query, indexes) => {
    const expected = some(...indexes)
    const lines = await open.ask(`/api/instances.csv?lang=en&${query}`, { as: 'admin' })
    const rows = String(lines.body).split('\r\n').slice(1, -1)
    const byState = await open.ask(`/api/instances/count?by=state&${query}`, { as: 'dora' })
    const counted = await open.ask(`/api/instances?count=true&limit=1&${query}`, { as: 'dora' })

    expect(await listed(query)).toEqual(expected)
    expect(rows.map((row) => row.split(',')[0]).sort()).toEqual(expected)
    expect(counted.body.count).toBe(expected.length)
    expect(byState.body.count).toBe(expected.length)
    expect(byState.body.items.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      expected.length,
    )
  })

  it('count by process', async () => {
    const { body } = await open.ask('/api/instances/count?by=process', { as: 'dora' })

    const title: unknown = expect.objectContaining({ en: expect.any(String) })
    expect(body).toEqual({ count: 7, items: [{ process: 'visit', title, count: 7 }] })
  })

  it('go on and back again', async () => {
    const page = async (place: string) =>
      (await open.ask(`/api/instances?sort=created&limit=3${place}`, { as: 'dora' })).body
    const idsOf = (one: { items: { id: string }[] }): string[] => one.items.map(({ id }) => id)

    const first = await page('')
    const second = await page(`&cursor=${first.next}`)
    const third = await page(`&cursor=${second.next}`)
    const back = await page(`&before=${third.prev}`)
    const begin = await page(`&before=${back.prev}`)

    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual([...ids].reverse())
    expect(first).not.toHaveProperty('prev')
    expect(third).not.toHaveProperty('next')
    expect(idsOf(back)).toEqual(idsOf(second))
    expect(idsOf(begin)).toEqual(idsOf(first))
    expect(begin).not.toHaveProperty('prev')
  })

  it('go on and back again over tasks', async () => {
    const page = async (place: string) => (await open.ask(`/api/tasks?limit=2${place}`, { as: 'ann' })).body

    const first = await page('')
    const second = await page(`&cursor=${first.next}`)

    expect((await page(`&before=${second.prev}`)).items).toEqual(first.items)
    expect(first).not.toHaveProperty('prev')
  })

  it('write the columns of the list as CSV, with a head in the language asked for', async () => {
    const { body, headers } = await open.ask('/api/instances.csv?status=ended', { as: 'admin' })
    const [head, row] = String(body).split('\r\n')

    expect(headers.get('Content-Disposition')).toContain('cases.csv')
    expect(head).toContain('编号,流程,版本')
    expect(row).toContain(`${ids[6]!},visit,`)
    expect(row).toContain(',ended,closed,')
    expect(String((await open.ask('/api/instances.csv?lang=en', { as: 'admin' })).body)).toContain(
      'next due at',
    )
  })

  it.each([
    ['/api/instances?cursor=a&before=b', 'dora', 422],
    ['/api/instances?dueBefore=tomorrow', 'dora', 422],
    ['/api/instances?field=phone', 'dora', 422],
    ['/api/instances/count?sort=due', 'dora', 422],
    ['/api/instances.csv', 'dora', 403],
    ['/api/instances/count', 'nobody', 403],
    ['/api/instances?process=visit,other', 'dora', 404],
  ])('refuse %s of %s with %i', async (path, as, status) => {
    expect((await open.ask(path, { as })).status).toBe(status)
  })
})
