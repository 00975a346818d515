import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../../server/contract/index.js'
import { openServer, type OpenServer, type Reply } from './open-server.js'

let open: OpenServer
let id = ''
const ids = { key: '', session: '' }

/** What an operation that changes something sends, and the row it leaves. */
interface Sent {
  readonly path?: () => string
  readonly body?: object
  readonly row: () => object
}

const reason = 'The desk is closed.'
const life = { idle: 60_000, whole: 60_000 }

/** Every operation only operators may ask for, in the order in which they are sent here. */
const acts: { readonly [operation: string]: Sent } = {
  'POST /api/instances/{id}/actions': {
    body: { action: 'edit-data', changes: { answer: 'soon' }, reason },
    row: () => ({ action: 'edit-data', instance: id, process: 'enquiry', reason }),
  },
  'POST /api/effects/hold': { body: { reason }, row: () => ({ action: 'hold-effects', reason }) },
  'POST /api/effects/release': { body: { reason }, row: () => ({ action: 'release-effects', reason }) },
  'POST /api/processes/{id}/drain': {
    ...{ path: () => '/api/processes/enquiry/drain', body: { reason } },
    row: () => ({ action: 'drain-process', process: 'enquiry', reason }),
  },
  'POST /api/processes/{id}/reopen': {
    ...{ path: () => '/api/processes/enquiry/reopen', body: { reason } },
    row: () => ({ action: 'reopen-process', process: 'enquiry', reason }),
  },
  'POST /api/processes': {
    body: { text: '', note: reason },
    row: () => ({ action: 'deploy-version', process: 'enquiry', reason, detail: { versions: ['1.1.0'] } }),
  },
  'POST /api/processes/{id}/retire': {
    ...{ path: () => '/api/processes/enquiry/retire', body: { reason, version: '1.1.0' } },
    row: () => ({ action: 'retire-version', process: 'enquiry', reason, detail: { versions: ['1.1.0'] } }),
  },
  'POST /api/keys': {
    body: { name: 'van', roles: ['desk'] },
    row: () => ({ action: 'create-key', subject: ids.key, detail: { name: 'van', roles: ['desk'] } }),
  },
  'POST /api/keys/{id}/rotate': {
    ...{ path: () => `/api/keys/${ids.key}/rotate`, body: { overlap: '2 hours' } },
    row: () => ({ action: 'rotate-key', subject: ids.key }),
  },
  'POST /api/keys/{id}/revoke': {
    path: () => `/api/keys/${ids.key}/revoke`,
    row: () => ({ action: 'revoke-key', subject: ids.key, detail: { name: 'van', roles: ['desk'] } }),
  },
  'POST /api/sessions/{id}/end': {
    path: () => `/api/sessions/${ids.session}/end`,
    row: () => ({ action: 'end-session', subject: ids.session, detail: { person: 'desk-1' } }),
  },
  'POST /api/instances/{id}/customer-links': {
    body: { role: 'customer' },
    row: () => ({
      ...{ action: 'create-customer-link', instance: id, process: 'enquiry' },
      ...{ subject: expect.any(String) as string, detail: { role: 'customer' } },
    }),
  },
  'POST /api/instances/{id}/customer-links/revoke': {
    body: {},
    row: () => ({ action: 'revoke-customer-links', instance: id, detail: { links: 1 } }),
  },
}

/** Everything else that changes something, and why it is no act that only this log could tell of. */
const others: { readonly [operation: string]: string } = {
  ...sameReason('Shown by incidents.test.ts, which reads the log.', [
    'POST /api/incidents/{id}/retry',
    'POST /api/incidents/{id}/skip',
    'POST /api/incidents/{id}/send-back',
  ]),
  ...sameReason('Shown by cases.test.ts, which reads the log.', [
    'POST /api/instances/{id}/messages/{message}/retry',
    'POST /api/instances/{id}/messages/{message}/discard',
  ]),
  ...sameReason('The process says who may, and the trail tells of it; for operators it is reassign.', [
    'POST /api/instances',
    'POST /api/instances/{id}/events',
    'POST /api/instances/{id}/corrections',
    'POST /api/tasks/{id}/complete',
    'POST /api/tasks/{id}/claim',
    'POST /api/tasks/{id}/release',
    'POST /api/tasks/{id}/assign',
    'POST /customer-links/{token}/events',
    'POST /customer-links/{token}/attachments',
  ]),
  ...sameReason('Work of staff: the trail of the case or the file tells of it.', [
    'POST /api/instances/{id}/notes',
    'POST /api/attachments',
  ]),
  ...sameReason('Everybody’s own signing in and out.', [
    'POST /api/session',
    'POST /api/session/end',
    'POST /sign-in/link/{secret}',
  ]),
  ...sameReason('What people keep for themselves; a view that is shared says whose it is.', [
    'POST /api/views',
    'POST /api/views/{id}',
    'POST /api/views/{id}/remove',
    'POST /api/drafts',
    'POST /api/drafts/{id}/discard',
  ]),
  ...sameReason('It changes nothing.', ['POST /api/processes/check', 'POST /api/calendars/{id}/diff']),
}

function sameReason(why: string, keys: readonly string[]): { readonly [operation: string]: string } {
  return Object.fromEntries(keys.map((key) => [key, why]))
}

beforeAll(async () => {
  open = await openServer()
  await open.key('ada', 'admin')
  await open.key('dora', 'desk')
  const { engine } = open.server
  const session = await engine.sessions.open({ by: 'provider', person: 'desk-1', roles: [] }, { life })
  ids.session = session?.id ?? ''
  const body = { process: 'enquiry', data: { subject: 'x' } }
  id = String((await open.ask('/api/instances', { as: 'dora', body })).body.id)
})
afterAll(() => open.close())

const log = (query = '', as = 'ada'): Promise<Reply> => open.ask(`/api/operator-actions${query}`, { as })
const latest = async (): Promise<Reply['body']> => (await log('?limit=1')).body.items[0]

async function sendAct(operation: string): Promise<Reply> {
  const { path, body } = acts[operation] ?? {}
  const address = path?.() ?? operation.replace('POST ', '').replace('{id}', id)
  const text = (await readFile(join(import.meta.dirname, 'fixtures/enquiry.yaml'), 'utf8'))
    .replace('within: 2 hours', 'within: 3 hours')
    .replace('1.0.0', '1.1.0')
  const sent = body && ('text' in body ? { ...body, text } : body)
  const reply = await open.ask(address, { as: 'ada', method: 'POST', ...(sent && { body: sent }) })
  if (operation === 'POST /api/keys') ids.key = String(reply.body.id)
  return reply
}

describe('the operators’ log', () => {
  it('has an act for every operation that changes something, or a reason why not', () => {
    const changing = Object.keys(operations).filter((key) => !key.startsWith('GET '))
    const known = new Set([...Object.keys(acts), ...Object.keys(others)])

    expect(changing.filter((key) => !known.has(key))).toEqual([])
    expect([...known].filter((key) => !changing.includes(key))).toEqual([])
  })

  it.each(Object.keys(acts))('tells of %s: who, when, why and what', async (operation) => {
    const before = Date.now()
    const { status } = await sendAct(operation)
    const row = await latest()

    expect(status).toBeLessThan(300)
    expect(row).toMatchObject(acts[operation]?.row() ?? {})
    expect(row.actor).toBe('ada')
    expect(Date.parse(row.at)).toBeGreaterThanOrEqual(before - 1)
  })

  it('has no second row for what stood so already, and none for what was refused', async () => {
    const { count } = (await log('?count=true')).body
    const again = ['POST /api/effects/release', 'POST /api/processes/{id}/reopen']
    for (const operation of again) await sendAct(operation)
    await sendAct('POST /api/keys/{id}/revoke')
    await sendAct('POST /api/instances/{id}/customer-links/revoke')
    await open.ask('/api/effects/hold', { as: 'dora', body: { reason } })

    expect((await log('?count=true')).body.count).toBe(count)
  })

  it('says through which program somebody acted, and holds no secret', async () => {
    const { key } = await open.server.engine.keys.create({
      name: 'portal',
      roles: ['admin'],
      mayActFor: true,
    })
    const made = await open.ask('/api/keys', { as: 'ada', body: { roles: ['desk'] } })
    await open.server.engine.keys.revoke(String(made.body.id), { id: 'li', via: 'portal' })

    expect(await latest()).toMatchObject({ action: 'revoke-key', actor: 'li', via: 'portal' })
    const whole = JSON.stringify((await log('?limit=500')).body)
    expect(whole).not.toContain(key)
    expect(whole).not.toContain(made.body.key)
    expect(whole).not.toMatch(/ak_|hash/)
  })

  it('names the machine of the database for what was done there', async () => {
    const [first] = (await log('?action=create-sign-in-link')).body.items

    expect(first).toMatchObject({ actor: 'operator', subject: expect.stringMatching(/^key_/) as string })
  })

  it('narrows by operator, act, case and time, goes both ways, and refuses what is no act', async () => {
    const all = (await log('?limit=500&actor=ada')).body.items as readonly { action: string; at: string }[]
    const first = await log('?actor=ada&limit=3')
    const second = await log(`?actor=ada&limit=3&cursor=${first.body.next}`)
    const back = await log(`?actor=ada&limit=3&before=${second.body.prev}`)
    const kept = (await log(`?instance=${id}`)).body.items.map(({ action }: { action: string }) => action)
    const held = (await log('?action=hold-effects')).body.items
    const since = await log(`?actor=ada&from=${encodeURIComponent(all[0]?.at ?? '')}`)

    expect([...first.body.items, ...second.body.items]).toEqual(all.slice(0, 6))
    expect(back.body.items).toEqual(first.body.items)
    expect(kept).toEqual(['revoke-customer-links', 'create-customer-link', 'edit-data'])
    expect(held).toHaveLength(1)
    expect(since.body.items).toContainEqual(all[0])
    expect((await log('?action=fly')).status).toBe(422)
    expect((await log('?number=none')).body.items).toEqual([])
  })

  it('is for those who may read it, and not for a key that is confined to some processes', async () => {
    const { key } = await open.server.engine.keys.create({
      ...{ name: 'confined', roles: ['admin'], processes: ['enquiry'] },
    })

    expect((await log('', 'dora')).body.code).toBe('forbidden')
    expect((await log('', key)).body.code).toBe('key-scope-exceeded')
  })
})
