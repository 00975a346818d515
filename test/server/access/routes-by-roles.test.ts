import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../../server/index.js'
import { openServer, type OpenServer } from '../open-server.js'
import { expected, senders, type SenderName } from './expected-answers.js'
import { requestOf, type Places } from './route-requests.js'

let open: OpenServer
let routes: readonly string[]
/** Keys by sender. A link is tried in the place of one. */
const keys = new Map<string, string>()

async function keyOf(person: string, role: string | undefined): Promise<string> {
  const roles = role === undefined ? [] : [role]
  return (await open.server.engine.keys.create({ name: person, actor: person, roles })).key
}

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'fixtures') })
  for (const [name, { person, role }] of Object.entries(senders))
    if (person) keys.set(name, await keyOf(person, role))
  await open.key('chief', 'admin')
  keys.set('link', (await placesFor('GET /customer-links/{token}')).token)
  routes = allRoutes(open.server.engine, 'docs/problems').map(({ method, path }) => `${method} ${path}`)
}, 60_000)
afterAll(() => open.close())

const nowhere: Places = { instance: 'unknown', task: 'unknown', token: 'unknown' }

/** A case of its own for each request that needs one: its task is with the technician, and a link leads to it. */
async function placesFor(route: string): Promise<Places> {
  if (!/\{id\}|\{token\}/.test(route)) return nowhere
  const { engine } = open.server
  const data = { fault: 'leaks', phone: '13800138000', maker: 'south' }
  const { instance } = await engine.create('visit', { actor: 'desk-east', data })
  if (!instance) throw new Error('Expected a case, but it was refused.')
  const task = instance.tasks[0]?.id ?? ''
  const chief = { id: 'chief', roles: ['admin'] }
  const given = { action: 'reassign', task, to: 'tech-east', reason: 'near', actor: chief } as const
  await engine.operate(instance.id, given)
  if (!route.includes('{token}')) return { ...nowhere, instance: instance.id, task }
  const path = `/api/instances/${instance.id}/customer-links`
  const link = await open.ask(path, { as: 'chief', body: { role: 'customer' } })
  return { instance: instance.id, task, token: String(link.body.url).split('/').at(-1) ?? '' }
}

async function answerOf(route: string, sender: SenderName): Promise<number> {
  const made = await placesFor(route)
  const as = keys.get(sender)
  const { path, method, body } = requestOf(route, made)
  // What answers without end is asked for its head alone, which has no body to be looked at.
  if (method === 'HEAD') return headOf(path, as)
  const isFile = typeof body === 'string'
  const { status } = await open.ask(path, {
    ...(as !== undefined && { as }),
    ...(method !== undefined && { method }),
    ...(body !== undefined && { body }),
    ...(isFile && { headers: { 'Content-Type': 'text/plain' } }),
  })
  return status
}

async function headOf(path: string, key: string | undefined): Promise<number> {
  const headers = key === undefined ? {} : { Authorization: `Bearer ${key}` }
  return (await fetch(open.server.url + path, { method: 'HEAD', headers })).status
}

const names = Object.keys(senders) as SenderName[]

describe('every route by every role', () => {
  it('stands in the table', () => {
    expect(routes.filter((route) => !Object.hasOwn(expected, route))).toEqual([])
  })

  it.each(names)('answers %s as the table says', { timeout: 240_000 }, async (sender) => {
    const answers: Record<string, number> = {}
    for (const route of routes) answers[route] = await answerOf(route, sender)

    const said = Object.fromEntries(routes.map((route) => [route, expected[route]?.[sender]]))
    expect(answers).toEqual(said)
  })
})
