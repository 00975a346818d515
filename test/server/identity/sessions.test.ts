import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser, hour, minute, openDoors, told, type Doors } from './open-doors.js'

let doors: Doors
let desk: { id: string; key: string }
let admin: { id: string; key: string }

beforeAll(async () => {
  doors = await openDoors({ sessions: { idle: 30 * minute, whole: 2 * hour } })
  desk = await doors.key('dora', ['desk'])
  admin = await doors.key('ada', ['admin'])
})
afterAll(() => doors.close())

const signedIn = async (key = desk.key): Promise<Browser> => {
  const browser = new Browser(doors)
  expect(told(await browser.signIn(key))).toBe('201')
  return browser
}
const begin = (browser: Browser, headers = {}) =>
  browser.go('/api/instances', { headers, body: { process: 'enquiry', data: { subject: 'x' } } })

describe('a browser that signs in with a key', () => {
  it('gets a cookie no script can read, and needs the key no more', async () => {
    const browser = new Browser(doors)
    const reply = await browser.signIn(desk.key)
    const self = await browser.go('/api/session')
    const begun = await begin(browser)

    expect(reply.cookies).toHaveLength(1)
    // Over plain http within the machine: browsers refuse `__Host-` and `Secure` there.
    expect(reply.cookies[0]).toMatch(
      /^aftercare-loopback=[\w-]{43}; Max-Age=7200; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(JSON.stringify(reply.body)).not.toContain(browser.jar.get('aftercare-loopback'))
    expect(self.body).toMatchObject({
      actor: { id: 'dora', roles: ['desk'] },
      by: 'session',
      session: { actor: 'dora', by: 'key' },
    })
    expect(self.body.csrfToken).toMatch(/^[\w-]{43}$/)
    expect([told(begun), begun.body.createdBy]).toEqual(['201', 'dora'])
  })

  it('gets a cookie of the `__Host-` kind under https', async () => {
    const https = await openDoors({ url: 'https://service.example' })
    const { key } = await https.key('dora', ['desk'])
    const headers = { Origin: 'https://service.example', 'Sec-Fetch-Site': 'same-origin' }
    const reply = await https.ask('/api/session', { method: 'POST', key, headers })
    const [, cookie = ''] = /^(__Host-aftercare=[^;]+)/.exec(reply.cookies[0] ?? '') ?? []
    const self = await https.ask('/api/session', { cookie, headers })
    const plain = await https.ask('/api/session', {
      cookie: cookie.replace('__Host-aftercare', 'aftercare-loopback'),
    })
    await https.close()

    expect(reply.cookies[0]).toMatch(
      /^__Host-aftercare=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect([told(self), told(plain)]).toEqual(['200', '401 not-authenticated'])
  })

  it('is not signed in by a person’s key that acts for somebody else', async () => {
    const { key } = await doors.key('phone', ['desk'], { mayActFor: true })
    const browser = new Browser(doors)

    const reply = await browser.go('/api/session', {
      ...{ method: 'POST', key },
      headers: { 'Aftercare-Acting-For': 'desk-1' },
    })
    const own = await signedIn(key)
    const acting = await own.go('/api/session', { headers: { 'Aftercare-Acting-For': 'desk-1' } })

    expect(told(reply)).toBe('401 not-authenticated')
    expect(told(acting)).toBe('403 cannot-act-for')
  })

  it('never goes on with a session that somebody else put there', async () => {
    const attacker = await signedIn()
    const victim = new Browser(doors)
    const planted = attacker.jar.get('aftercare-loopback') ?? ''
    victim.jar.set('aftercare-loopback', planted)
    await victim.go('/api/session', { method: 'POST', key: admin.key })

    expect(victim.jar.get('aftercare-loopback')).not.toBe(planted)
    expect((await victim.go('/api/session')).body.actor.id).toBe('ada')
    // The planted one is over, and one that was made up was never any.
    expect(told(await attacker.go('/api/session'))).toBe('401 session-ended')
    victim.jar.set('aftercare-loopback', 'chosen-by-somebody-else')
    expect(told(await victim.go('/api/session'))).toBe('401 session-ended')
  })

  it('has the roles and the limits of its key as they are now, and ends with it', async () => {
    const reader = await doors.key('reader', ['desk'], { readOnly: true })
    const browser = await signedIn(reader.key)
    const refused = await begin(browser)
    const listed = await doors.ask('/api/sessions?actor=reader', { key: admin.key })
    await doors.engine.keys.revoke(reader.id)

    expect(told(refused)).toBe('403 key-scope-exceeded')
    expect(listed.body.items).toHaveLength(1)
    expect(told(await browser.go('/api/session'))).toBe('401 session-ended')
  })
})

describe('a session', () => {
  it('is over when it was not used for a while, and at the latest at its end', async () => {
    const [idle, busy] = [await signedIn(), await signedIn()]
    const answers: string[] = []
    for (let step = 0; step < 5; step += 1) {
      doors.clock.moveTo(doors.clock.now() + 25 * minute)
      answers.push(told(await busy.go('/api/session')))
    }

    expect(answers).toEqual(['200', '200', '200', '200', '401 session-ended'])
    expect(told(await idle.go('/api/session'))).toBe('401 session-ended')
  })

  it('is ended by signing out, for good', async () => {
    const browser = await signedIn()
    const kept = browser.cookie
    const out = await browser.go('/api/session/end', { method: 'POST' })
    const replayed = await doors.ask('/api/session', { cookie: kept })

    expect(told(out)).toBe('204')
    expect(out.cookies[0]).toMatch(/^aftercare-loopback=; Max-Age=0; /)
    expect(browser.cookie).toBe('')
    expect(told(replayed)).toBe('401 session-ended')
    expect(told(await doors.ask('/api/session/end', { method: 'POST', key: desk.key }))).toBe(
      '404 session-unknown',
    )
  })

  it('is listed for its person, and for admins, who may end it; to others it is not there', async () => {
    const browser = await signedIn()
    const other = (await doors.key('olga', ['desk'])).key
    const mine = await browser.go('/api/sessions')
    const { id } = mine.body.items[0]
    const foreign = await doors.ask('/api/sessions?actor=dora', { key: other })
    const none = await doors.ask('/api/sessions', { key: other })
    const tried = await doors.ask(`/api/sessions/${id}/end`, { key: other, method: 'POST' })
    const still = told(await browser.go('/api/session'))
    const ended = await doors.ask(`/api/sessions/${id}/end`, { key: admin.key, method: 'POST' })

    expect(mine.body.items.every((one: { actor: string }) => one.actor === 'dora')).toBe(true)
    expect(JSON.stringify(mine.body)).not.toMatch(/hash|secret/)
    expect([told(foreign), none.body.items, told(tried), still]).toEqual([
      ...['403 forbidden', [], '404 session-unknown', '200'],
    ])
    expect([told(ended), told(await browser.go('/api/session'))]).toEqual(['204', '401 session-ended'])
  })

  it('comes in pages', async () => {
    const person = await doors.key('paula', ['desk'])
    for (let count = 0; count < 3; count += 1) await signedIn(person.key)
    const first = await doors.ask('/api/sessions?actor=paula&limit=2', { key: admin.key })
    const next = encodeURIComponent(String(first.body.next))
    const second = await doors.ask(`/api/sessions?actor=paula&limit=2&cursor=${next}`, { key: admin.key })

    const ids = [...first.body.items, ...second.body.items].map((one: { id: string }) => one.id)
    expect([first.body.items.length, new Set(ids).size, second.body.next]).toEqual([2, 3, undefined])
  })

  it('is kept as a hash only', async () => {
    const browser = await signedIn()
    const secret = browser.jar.get('aftercare-loopback') ?? ''
    const { items } = await doors.engine.store.read.sessions(
      { usedAfter: 0, now: doors.clock.now() },
      { limit: 500 },
    )

    expect(items.length).toBeGreaterThan(0)
    expect(JSON.stringify(items)).not.toContain(secret)
  })

  it('that is long over is forgotten', async () => {
    await signedIn()
    const gone = await doors.engine.store.transaction((tx) => tx.purgeSessions(doors.clock.now() + 24 * hour))
    const { items } = await doors.engine.sessions.list({ life: { idle: hour, whole: hour } })

    expect(gone).toBeGreaterThan(0)
    expect(items).toEqual([])
  })
})

describe('a request with a cookie that changes something', () => {
  it.each<[string, Record<string, string>]>([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' }],
    ['from a neighbour', { 'Sec-Fetch-Site': 'same-site' }],
    ['from another origin, of an old browser', { 'Sec-Fetch-Site': '', Origin: 'http://127.0.0.1:1' }],
    ['from an origin that is hidden', { Origin: 'null' }],
    ['that was typed', { 'Sec-Fetch-Site': 'none' }],
    ['without the token', { 'X-CSRF-Token': '' }],
    ['with another token', { 'X-CSRF-Token': 'A'.repeat(43) }],
  ])('is refused %s', async (_what, headers) => {
    const browser = await signedIn()

    const reply = await begin(browser, headers)

    expect(told(reply)).toBe('403 cross-site-request')
  })

  it('is refused without any word on where it comes from, and needs one word only', async () => {
    const browser = await signedIn()
    const body = { process: 'enquiry', data: { subject: 'x' } }
    const send = (headers: Record<string, string>) =>
      doors.ask('/api/instances', {
        ...{ body, cookie: browser.cookie },
        headers: { 'X-CSRF-Token': browser.csrfToken, ...headers },
      })

    expect(told(await send({}))).toBe('403 cross-site-request')
    expect(told(await send({ Origin: doors.url }))).toBe('201')
    expect(told(await send({ 'Sec-Fetch-Site': 'same-origin' }))).toBe('201')
  })

  it('with the token of another session is refused', async () => {
    const [one, other] = [await signedIn(), await signedIn()]

    expect(told(await begin(one, { 'X-CSRF-Token': other.csrfToken }))).toBe('403 cross-site-request')
  })

  it('is no matter of cookies where it brings a key', async () => {
    const browser = await signedIn(admin.key)

    const reply = await browser.go('/api/session', {
      key: desk.key,
      headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' },
    })

    expect([reply.body.actor.id, reply.body.by]).toEqual(['dora', 'key'])
  })
})

describe('reading with a cookie', () => {
  it('is refused to the scripts of other sites, not to whoever follows a link', async () => {
    const browser = await signedIn()
    const read = (headers: Record<string, string>) =>
      doors.ask('/api/session', { cookie: browser.cookie, headers })

    expect(told(await read({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }))).toBe(
      '403 cross-site-request',
    )
    expect(told(await read({ 'Sec-Fetch-Site': 'none' }))).toBe('200')
  })
})

describe('a sign-in link', () => {
  const make = async () => `/sign-in/link/${(await doors.engine.sessions.link(admin.id, 15 * minute)).secret}`

  it('signs in once, by its button and not by being followed', async () => {
    const link = await make()
    const browser = new Browser(doors)
    const pages = [await browser.go(link), await browser.go(link)]
    const used = await browser.go(link, { method: 'POST' })
    const self = await browser.go('/api/session')
    const replayed = await new Browser(doors).go(link, { method: 'POST' })

    for (const page of pages) {
      expect([page.status, page.cookies]).toEqual([200, []])
      expect(page.headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(page.body).toContain('<form method="post">')
    }
    expect([used.status, used.headers.get('Location')]).toEqual([303, '/console/'])
    expect([self.body.actor.id, self.body.by]).toEqual(['ada', 'session'])
    expect([told(replayed), replayed.cookies]).toEqual(['403 sign-in-link-invalid', []])
  })

  it('is used up by one of two that use it at once', async () => {
    const link = await make()

    const replies = await Promise.all([1, 2, 3].map(() => new Browser(doors).go(link, { method: 'POST' })))

    expect(replies.map(({ status }) => status).sort()).toEqual([303, 403, 403])
  })

  it('is refused when it is over, made up, or sent by another site', async () => {
    const late = await make()
    doors.clock.moveTo(doors.clock.now() + 15 * minute)
    const fresh = await make()
    const browser = new Browser(doors)

    const replies = [
      await browser.go(late, { method: 'POST' }),
      await browser.go('/sign-in/link/made-up', { method: 'POST' }),
      await browser.go(fresh, { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } }),
      await doors.ask(fresh, { method: 'POST' }),
    ]

    expect(replies.map(told)).toEqual([
      ...['403 sign-in-link-invalid', '403 sign-in-link-invalid'],
      ...['403 cross-site-request', '403 cross-site-request'],
    ])
    expect(told(await browser.go(fresh, { method: 'POST' }))).toBe('303')
  })
})
