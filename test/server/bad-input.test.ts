import { runInNewContext } from 'node:vm'
import { setFlagsFromString } from 'node:v8'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openServer, type Asked, type OpenServer, type Reply } from './open-server.js'

let open: OpenServer
let id = ''
let before: unknown

beforeAll(async () => {
  open = await openServer()
  await open.key('dora', 'desk')
  await open.key('dirk', 'desk')
  await open.key('leo', 'leader')
})
afterAll(() => open.close())

/** Everything that is known of the case. */
async function everything(): Promise<unknown> {
  const parts = ['', '/trail', '/effects', '/events'].map((part) =>
    open.ask(`/api/instances/${id}${part}`, { as: 'dora' }),
  )
  return (await Promise.all(parts)).map((part) => part.body)
}

beforeEach(async () => {
  const created = await open.ask('/api/instances', {
    as: 'dora',
    body: { process: 'enquiry', data: { subject: 'hours' } },
  })
  id = created.body.id
  before = await everything()
})

// Whatever a test has sent: nothing has changed, the server lives, and nothing went wrong inside.
afterEach(async () => {
  expect(await everything()).toEqual(before)
  expect((await open.ask('/readyz')).status).toBe(200)
  expect(open.logged).toEqual([])
})

const send = (body: unknown, headers = {}, as = 'dora'): Promise<Reply> =>
  open.ask(`/api/instances/${id}/events`, { as, body, headers })

const told = ({ status, body, headers }: Reply): readonly unknown[] => {
  expect(headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8')
  expect(body.type).toBe(`/docs/problems/${String(body.code)}`)
  expect(body.status).toBe(status)
  return [status, body.code]
}

describe('an event that may not be', () => {
  it.each([
    ['xstate.stop'],
    ['xstate.init'],
    ['xstate.error.actor.x'],
    ['xstate.done.state.enquiry'],
    ['xstate.after.1000.received'],
    ['@timer:received#due'],
    ['@done:x'],
    ['@move'],
    ['*'],
    [' '],
    ['forward '],
    ['toString'],
    ['__proto__'],
    ['constructor'],
    ['x'.repeat(10_000)],
  ])('is refused as unknown: %.40s', async (event) => {
    expect(told(await send({ event }))).toEqual([404, 'unknown-event'])
  })

  it('is refused when the state does not accept it, with what it accepts', async () => {
    const refused = await send({ event: 'return' }, {}, 'leo')

    expect(told(refused)).toEqual([409, 'event-not-accepted'])
    expect(refused.body.accepted.map((one: { event: string }) => one.event)).toContain('forward')
  })

  it('is refused to other roles, naming those that may', async () => {
    const refused = await send({ event: 'forward' }, {}, 'leo')

    expect(told(refused)).toEqual([403, 'forbidden'])
    expect(refused.body.reasons[0].roles).toEqual(['desk'])
  })

  it('leaves the memory flat, however many names are tried', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const used = async (names: number, round: string): Promise<number> => {
      for (let from = 0; from < names; from += 50)
        await Promise.all(
          Array.from({ length: 50 }, (_each, index) =>
            send({ event: `${round}-${from + index}-${'n'.repeat(2000)}` }),
          ),
        )
      collect()
      return process.memoryUsage().heapUsed
    }
    const settled = await used(500, 'warm')
    const afterwards = await used(3000, 'more')

    // The names alone would be 6 MB as text, and each kept by every active node.
    expect(afterwards - settled).toBeLessThan(4_000_000)
    // 3,500 requests take a while on a machine that others use too.
  }, 240_000)
})

describe('answers that do not fit', () => {
  it.each([
    ['one is missing', { answer: 'nine' }],
    ['one is of another type', { answer: 'nine', minutes: 'five' }],
    ['one is no whole number', { answer: 'nine', minutes: 1.5 }],
    ['one is too large', { answer: 'nine', minutes: 601 }],
    ['one is too long', { answer: 'x'.repeat(201), minutes: 5 }],
    ['one is null', { answer: null, minutes: 5 }],
    ['one is nobody asked for', { answer: 'nine', minutes: 5, status: 'ended' }],
    ['one is a list', { answer: ['nine'], minutes: 5 }],
  ])('are refused by the form: %s', async (_what, payload) => {
    expect(told(await send({ event: 'answer', payload }))).toEqual([422, 'payload-invalid'])
  })

  it('are refused where the event has no form', async () => {
    expect(told(await send({ event: 'forward', payload: { subject: 'mine now' } }))).toEqual([
      422,
      'payload-invalid',
    ])
  })

  it('are refused at the creation, and no case is left behind', async () => {
    const count = async (): Promise<number> =>
      (await open.ask('/api/instances?count=true', { as: 'dora' })).body.count
    const cases = await count()
    const created = await open.ask('/api/instances', {
      as: 'dora',
      body: { process: 'enquiry', data: { subject: 7 } },
    })

    expect(told(created)).toEqual([422, 'payload-invalid'])
    expect(await count()).toBe(cases)
  })
})

describe('what somebody saw is over', () => {
  it('refuses an earlier or later visit, and one of a state that is not there', async () => {
    for (const expectedVisit of [
      { state: 'received', visit: 2 },
      { state: 'received', visit: 0 },
      { state: 'forwarded', visit: 1 },
      { state: 'nowhere', visit: 1 },
    ])
      expect(told(await send({ event: 'forward', expectedVisit }))).toEqual([409, 'visit-over'])
  })

  it('refuses a stale revision, and one that is no ETag', async () => {
    expect(told(await send({ event: 'forward' }, { 'If-Match': '"7"' }))).toEqual([412, 'revision-conflict'])
    for (const tag of ['7', 'W/"1"', '"1", "2"', '"-1"', '"1e3"'])
      expect(told(await send({ event: 'forward' }, { 'If-Match': tag }))).toEqual([422, 'request-invalid'])
  })

  it('refuses If-Match where no revision guards anything', async () => {
    const noted = await open.ask(`/api/instances/${id}/notes`, {
      as: 'dora',
      body: { text: 'x' },
      headers: { 'If-Match': '"1"' },
    })

    expect(told(noted)).toEqual([422, 'request-invalid'])
  })
})

describe('a key of repetition', () => {
  it('takes no other body, and no other event', async () => {
    const headers = { 'Idempotency-Key': 'again' }
    await send({ event: 'forward' }, headers)
    before = await everything()

    for (const body of [
      { event: 'answer' },
      { event: 'forward', payload: { subject: 'x' } },
      { event: 'forward', to: 'received' },
    ])
      expect(told(await send(body, headers))).toEqual([422, 'idempotency-key-reused'])
    expect((await send({ event: 'forward' }, headers)).headers.get('Idempotency-Replayed')).toBe('true')
  })

  it('belongs to whoever used it: to somebody else it is new', async () => {
    const headers = { 'Idempotency-Key': 'whose' }
    await send({ event: 'forward' }, headers)
    before = await everything()

    expect(told(await send({ event: 'forward' }, headers, 'dirk'))[1]).toBe('event-not-accepted')
  })

  it('is not spent by a refusal', async () => {
    const headers = { 'Idempotency-Key': 'second try' }
    await send({ event: 'answer', payload: {} }, headers)
    const second = await send({ event: 'forward' }, headers)
    before = await everything()

    expect(second.status).toBe(200)
  })

  it('has a length', async () => {
    expect(told(await send({ event: 'forward' }, { 'Idempotency-Key': 'k'.repeat(201) }))).toEqual([
      422,
      'request-invalid',
    ])
  })
})

describe('a body that is none', () => {
  const tooDeep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

  it.each<[string, Asked, number, string]>([
    ['malformed', { body: '{"event": "forward"' }, 400, 'request-malformed'],
    ['empty', { body: '' }, 400, 'request-malformed'],
    ['a list', { body: '[]' }, 400, 'request-malformed'],
    ['null', { body: 'null' }, 400, 'request-malformed'],
    ['a text', { body: '"forward"' }, 400, 'request-malformed'],
    ['no JSON at all', { body: 'event=forward' }, 400, 'request-malformed'],
    ['a key __proto__', { body: '{"event":"forward","__proto__":{"admin":true}}' }, 400, 'request-malformed'],
    [
      'a key __proto__ further in',
      { body: '{"event":"forward","payload":{"a":{"__proto__":1}}}' },
      400,
      'request-malformed',
    ],
    [
      'a key constructor',
      { body: '{"event":"forward","payload":{"constructor":{}}}' },
      400,
      'request-malformed',
    ],
    ['33 levels deep', { body: tooDeep(33) }, 400, 'request-too-deep'],
    ['30,000 levels deep', { body: tooDeep(30_000) }, 400, 'request-too-deep'],
    [
      '30,000 lists deep',
      { body: `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}` },
      400,
      'request-too-deep',
    ],
    ['too large', { body: JSON.stringify({ event: 'x'.repeat(300_000) }) }, 413, 'request-too-large'],
    [
      'small on the way and too large unpacked',
      {
        body: gzipSync(JSON.stringify({ event: 'x'.repeat(20_000_000) })),
        headers: { 'Content-Encoding': 'gzip' },
      },
      413,
      'request-too-large',
    ],
    [
      'not packed as it says',
      { body: '{}', headers: { 'Content-Encoding': 'gzip' } },
      400,
      'request-malformed',
    ],
    [
      'packed in an unknown way',
      { body: '{}', headers: { 'Content-Encoding': 'zstd-9' } },
      415,
      'media-type-unsupported',
    ],
    ['text', { body: '{}', headers: { 'Content-Type': 'text/plain' } }, 415, 'media-type-unsupported'],
    [
      'a form',
      { body: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      415,
      'media-type-unsupported',
    ],
    [
      'YAML',
      { body: 'event: forward', headers: { 'Content-Type': 'application/yaml' } },
      415,
      'media-type-unsupported',
    ],
    [
      'in an unknown character set',
      { body: '{}', headers: { 'Content-Type': 'application/json; charset=klingon' } },
      415,
      'media-type-unsupported',
    ],
    ['without the event', { body: {} }, 422, 'request-invalid'],
    ['with an event that is no text', { body: { event: ['forward'] } }, 422, 'request-invalid'],
    ['with an empty event', { body: { event: '' } }, 422, 'request-invalid'],
    ['with a payload that is no object', { body: { event: 'forward', payload: [] } }, 422, 'request-invalid'],
    [
      'with half a visit',
      { body: { event: 'forward', expectedVisit: { state: 'received' } } },
      422,
      'request-invalid',
    ],
    ['with a member nobody knows', { body: { event: 'forward', actor: 'leo' } }, 422, 'request-invalid'],
  ])('is refused: %s', async (_what, asked, status, code) => {
    const reply = await open.ask(`/api/instances/${id}/events`, { as: 'dora', method: 'POST', ...asked })

    expect(told(reply)).toEqual([status, code])
  })

  it('names all its mistakes at once', async () => {
    const { body } = await send({ payload: 1, to: 2, frm: 'x' })

    expect(body.problems.map((problem: { field: string }) => problem.field)).toEqual([
      'event',
      'payload',
      'to',
      'frm',
    ])
  })

  it('is missed where there is none, with and without a type', async () => {
    const path = `/api/instances/${id}/events`
    const without = await open.ask(path, { as: 'dora', method: 'POST' })
    const typed = await open.ask(path, {
      as: 'dora',
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    })

    expect(told(without)).toEqual([415, 'media-type-unsupported'])
    expect(told(typed)).toEqual([400, 'request-malformed'])
  })
})

describe('a key that does not open', () => {
  it.each<[string, Record<string, string>, string]>([
    ['missing', {}, 'not-authenticated'],
    ['of another scheme', { Authorization: 'Basic ZG9yYTpkb3Jh' }, 'not-authenticated'],
    ['empty', { Authorization: 'Bearer ' }, 'not-authenticated'],
    ['wrong', { Authorization: 'Bearer ak_not-a-key' }, 'not-authenticated'],
    ['very long', { Authorization: `Bearer ${'k'.repeat(8000)}` }, 'not-authenticated'],
  ])('is refused: %s', async (_what, headers, code) => {
    const reply = await open.ask(`/api/instances/${id}`, { headers })

    expect(told(reply)).toEqual([401, code])
    expect(reply.headers.get('WWW-Authenticate')).toBe('Bearer realm="aftercare"')
  })

  it('is refused from the moment it is revoked, and says so', async () => {
    const keyId = await open.key('short', 'desk')
    const first = await open.ask(`/api/instances/${id}`, { as: 'short' })
    await open.server.engine.keys.revoke(keyId)

    expect(first.status).toBe(200)
    expect(told(await open.ask(`/api/instances/${id}`, { as: 'short' }))).toEqual([401, 'key-revoked'])
  })

  it('is refused once it has expired', async () => {
    const { key } = await open.server.engine.keys.create({ name: 'old', roles: ['desk'], expiresAt: 1 })

    expect(told(await open.ask(`/api/instances/${id}`, { as: key }))).toEqual([401, 'key-expired'])
  })

  it('tells nobody without a key which addresses exist', async () => {
    for (const path of ['/api/instances', '/api/nowhere', '/api'])
      expect(told(await open.ask(path))).toEqual([401, 'not-authenticated'])
  })

  it('does not open by a query or a cookie', async () => {
    expect(told(await open.ask('/api/instances?key=ak_x', { headers: { Cookie: 'key=ak_x' } }))[0]).toBe(401)
  })
})

describe('an address that is none', () => {
  it.each([
    ['/api/instances?cursor=abc', 422, 'request-invalid'],
    ['/api/instances?cursor=', 422, 'request-invalid'],
    [`/api/instances?cursor=${Buffer.from('["trail",1,1]').toString('base64url')}`, 422, 'request-invalid'],
    [`/api/instances?cursor=${'e'.repeat(4000)}`, 422, 'request-invalid'],
    ['/api/instances?limit=0', 422, 'request-invalid'],
    ['/api/instances?limit=501', 422, 'request-invalid'],
    ['/api/instances?limit=-1', 422, 'request-invalid'],
    ['/api/instances?limit=1e2', 422, 'request-invalid'],
    ['/api/instances?limit=', 422, 'request-invalid'],
    ['/api/instances?sort=secret', 422, 'request-invalid'],
    ['/api/instances?status=open', 422, 'request-invalid'],
    ['/api/instances?overdue=perhaps', 422, 'request-invalid'],
    ['/api/instances?staet=received', 422, 'request-invalid'],
    ['/api/instances?__proto__=1', 422, 'request-invalid'],
    ['/api/instances?state=a&state=b', 422, 'request-invalid'],
    ['/api/instances?state[$ne]=a', 422, 'request-invalid'],
    ['/api/tasks?cursor=abc', 422, 'request-invalid'],
    ['/api/tasks?owner=dora', 422, 'request-invalid'],
    ['/api/processes?q=x', 422, 'request-invalid'],
    ['/api/processes/enquiry?profile=none-such', 404, 'unknown-profile'],
    ['/api/instances/00000000-0000-7000-8000-000000000000', 404, 'unknown-instance'],
    ["/api/instances/' or 1=1 --", 404, 'unknown-instance'],
    ['/api/instances/%E0%A4%A', 400, 'request-malformed'],
    ['/api/nowhere', 404, 'route-unknown'],
    ['/API/../etc/passwd', 404, 'route-unknown'],
    ['/docs/problems/nothing-of-the-kind', 404, 'route-unknown'],
    ['/docs/problems/README', 404, 'route-unknown'],
    ['/docs/problems/..%2f..%2fpackage', 404, 'route-unknown'],
    ['/docs/problems/%2e%2e%2ftutorial', 404, 'route-unknown'],
    ['/docs/problems/..%5c..%5ctutorial', 404, 'route-unknown'],
    ['/docs/problems/forbidden%00', 404, 'route-unknown'],
    ['/docs/problems/../../package.json', 404, 'route-unknown'],
    ['/docs/problems/%2fetc%2fpasswd', 404, 'route-unknown'],
  ])('is refused: %s', async (path, status, code) => {
    expect(told(await open.ask(path, { as: 'dora' }))).toEqual([status, code])
  })

  it('is told with every mistake by its parameter, as a body is by its member', async () => {
    const unknown = await open.ask('/api/instances?stat=x&sort=due&sort=created&colour=red', { as: 'dora' })
    const wrong = await open.ask('/api/instances?limit=0', { as: 'dora' })
    const fields = (reply: Reply): string[] =>
      reply.body.problems.map((problem: { field: string }) => problem.field)

    expect(fields(unknown)).toEqual(['stat', 'sort', 'colour'])
    expect(fields(wrong)).toEqual(['limit'])
  })

  it('is refused as a cursor of another case’s trail page only where it is none of a trail', async () => {
    const trail = `/api/instances/${id}/trail`
    const page = await open.ask(`${trail}?limit=1`, { as: 'dora' })
    const next = await open.ask(`${trail}?limit=1&cursor=${String(page.body.next)}`, { as: 'dora' })

    expect(next.body.items[0].seq).toBe(2)
    expect(told(await open.ask(`/api/instances?cursor=${String(page.body.next)}`, { as: 'dora' }))[0]).toBe(
      422,
    )
  })
})

describe('a change that may not be', () => {
  it.each<[string, object, number, string]>([
    ['a note without text', { path: 'notes', body: {} }, 422, 'request-invalid'],
    ['an empty note', { path: 'notes', body: { text: '' } }, 422, 'request-invalid'],
    [
      'a correction without reason',
      { path: 'corrections', body: { changes: { subject: 'x' } } },
      422,
      'request-invalid',
    ],
    [
      'a correction of a field that is not editable',
      { path: 'corrections', body: { changes: { answer: 'x' }, reason: 'y' } },
      403,
      'not-editable',
    ],
    [
      'a correction below an array index',
      { path: 'corrections', body: { changes: { 'subject.0': 'x' }, reason: 'y' } },
      403,
      'not-editable',
    ],
    [
      'a correction that breaks the field',
      { path: 'corrections', body: { changes: { subject: 5 }, reason: 'y' } },
      422,
      'payload-invalid',
    ],
    [
      'a correction that takes a required answer away',
      { path: 'corrections', body: { changes: { subject: null }, reason: 'y' } },
      422,
      'payload-invalid',
    ],
  ])('is refused: %s', async (_what, asked, status, code) => {
    const { path, body } = asked as { path: string; body: object }

    expect(told(await open.ask(`/api/instances/${id}/${path}`, { as: 'dora', body }))).toEqual([status, code])
  })
})
