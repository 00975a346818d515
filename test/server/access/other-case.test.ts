import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openServer, type OpenServer } from '../open-server.js'

let open: OpenServer

const visit = async (as: string, data: object): Promise<string> => {
  const { body } = await open.ask('/api/instances', { as, body: { process: 'visit', data } })
  return String(body.id)
}

beforeAll(async () => {
  open = await openServer({ workflows: join(import.meta.dirname, 'fixtures') })
  await open.key('desk-east', 'desk')
  await open.key('desk-west', 'desk')
  await open.key('super-east', 'supervisor')
  await open.key('ada', 'admin')
})
afterAll(() => open.close())

it('an action on one case reaches no other case that whoever acts does not see', async () => {
  const here = await visit('desk-east', { fault: 'e', phone: '13800138000', price: 7 })
  const there = await visit('desk-west', { fault: 'w', branch: 'west', phone: '13900139000', price: 7 })
  const reason = 'the same matter'
  const act = (body: object) =>
    open.ask(`/api/instances/${here}/actions`, { as: 'super-east', body: { reason, ...body } })
  const revision = async () =>
    (await open.ask(`/api/instances/${there}`, { as: 'ada' })).body.revision as number
  const before = await revision()

  const answers = [
    await act({ action: 'link', other: there }),
    await act({ action: 'link', other: 'nothing' }),
    await act({ action: 'merge', into: there, dryRun: true }),
    await act({ action: 'merge', into: 'nothing', dryRun: true }),
  ]

  // Whether it exists cannot be told either.
  for (const { status, body } of answers) expect([status, body.code]).toEqual([404, 'unknown-instance'])
  expect(await revision()).toBe(before)
})
