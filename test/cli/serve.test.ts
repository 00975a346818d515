import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aftercare, root, serving, temporaryFolder, type Environment, type Serving } from './run-aftercare.js'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let environment: Environment
let db = ''

beforeEach(async () => {
  folder = await temporaryFolder()
  db = join(folder.path, 'data', 'test.db')
  environment = { AFTERCARE_DB: db, AFTERCARE_WORKFLOWS: join(root, 'test/server/fixtures') }
})
afterEach(() => folder.remove())

const get = async (
  { said }: Serving,
  path: string,
  key: string,
): Promise<{ status: number; code?: string }> => {
  const response = await fetch(said.url + path, { headers: { Authorization: `Bearer ${key}` } })
  return { status: response.status, ...((await response.json()) as { code?: string }) }
}

describe('aftercare serve', () => {
  it('shows an admin key at the first start only, and stops cleanly on SIGTERM and SIGINT', async () => {
    const first = await serving(environment)
    const admin = first.said.adminKey ?? ''
    const opened = await get(first, '/api/processes', admin)
    const ended = await first.stop('SIGTERM')
    const second = await serving(environment)
    const stillOpen = await get(second, '/api/processes', admin)
    const endedAgain = await second.stop('SIGINT')

    expect(admin).toMatch(/^ak_/)
    expect(second.said).not.toHaveProperty('adminKey')
    expect([opened.status, stillOpen.status]).toEqual([200, 200])
    expect([ended, endedAgain]).toEqual([0, 0])
  })

  it('says which declared channels deliver, and starts without the one whose secret is missing', async () => {
    const workflows = join(folder.path, 'workflows')
    await cp(join(root, 'test/server/fixtures'), workflows, { recursive: true })
    await writeFile(
      join(workflows, 'channels.yaml'),
      'channels: house\nusual: mail\ndefine:\n  mail: { kind: mail, from: a@service.example, smtp: { env: SMTP_URL } }\n',
    )
    const without = await serving({ ...environment, AFTERCARE_WORKFLOWS: workflows })
    await without.stop('SIGTERM')
    const mailing = await serving({
      ...{ ...environment, AFTERCARE_WORKFLOWS: workflows },
      SMTP_URL: 'smtp://127.0.0.1:9',
    })
    await mailing.stop('SIGTERM')

    expect(without.said.delivered).toEqual([])
    expect(mailing.said.delivered).toEqual(['channel:mail', 'channel:'])
  })

  it('takes keys made, and refuses keys revoked, by another process at once', async () => {
    const server = await serving(environment)
    const created = await aftercare(
      ['keys', 'create', '--role', 'desk', '--role', 'leader', '--db', db, '--json'],
      environment,
    )
    const { id, key } = created.json() as { id: string; key: string }
    const opened = await get(server, '/api/instances', key)
    const listed = await aftercare(['keys', 'list', '--db', db, '--json'])
    const revoked = await aftercare(['keys', 'revoke', id, '--db', db, '--json'])
    const closed = await get(server, '/api/instances', key)
    const again = await aftercare(['keys', 'revoke', id, '--db', db, '--json'])
    await server.stop()

    expect(Object.keys(created.json() as object)).toEqual(['id', 'key'])
    expect(opened.status).toBe(200)
    expect(listed.out).not.toContain(key)
    expect(listed.json().keys.find((row: { id: string }) => row.id === id)).toMatchObject({
      roles: ['desk', 'leader'],
      state: 'valid',
    })
    expect(revoked.json()).toEqual({ id, revoked: true })
    expect([closed.status, closed.code]).toEqual([401, 'key-revoked'])
    expect([again.code, again.json().revoked]).toEqual([1, false])
  })

  it('gives a key another secret, and makes keys that are confined', async () => {
    const server = await serving(environment)
    const keys = async (...args: string[]) =>
      (await aftercare(['keys', ...args, '--db', db, '--json'], environment)).json() as Record<string, string>
    const { id = '', key = '' } = await keys(
      'create',
      '--role',
      'desk',
      '--process',
      'enquiry',
      '--read-only',
    )
    const turned = await keys('rotate', id, '--overlap', '1 hour')
    const both = [
      await get(server, '/api/session', key),
      await get(server, '/api/session', turned['key'] ?? ''),
    ]
    const last = await keys('rotate', id)
    const gone = await get(server, '/api/session', turned['key'] ?? '')
    const acting = await keys('create', '--role', 'desk', '--name', 'phone', '--may-act-for')
    const person = await fetch(`${server.said.url}/api/session`, {
      headers: { Authorization: `Bearer ${acting['key'] ?? ''}`, 'Aftercare-Acting-For': 'desk-1' },
    })
    const listed = await aftercare(['keys', 'list', '--db', db], environment)
    const unknown = await aftercare(['keys', 'rotate', 'key_none', '--db', db, '--json'], environment)
    const strange = await aftercare(['keys', 'rotate', id, '--overlap', 'a while', '--db', db], environment)
    const process = await aftercare(
      ['keys', 'create', '--role', 'desk', '--process', 'enquiri', '--db', db, '--json'],
      environment,
    )
    await server.stop()

    expect([...both, gone].map(({ status }) => status)).toEqual([200, 200, 401])
    expect(last['id']).toBe(id)
    expect(((await person.json()) as { actor: object }).actor).toEqual({
      ...{ id: 'desk-1', roles: ['desk'], via: 'phone' },
    })
    expect(listed.out).toMatch(/only enquiry {2}read only {2}valid/)
    expect(listed.out).toMatch(/may act for people {2}valid/)
    expect([unknown.code, strange.code, process.code]).toEqual([1, 2, 2])
    expect(process.json().error.message).toContain("Did you mean 'enquiry'?")
  })

  it('signs a browser in by the link of the first start, once', async () => {
    const server = await serving(environment)
    const link = String((server.said as { signInLink?: string }).signInLink)
    const use = () =>
      fetch(link, { method: 'POST', redirect: 'manual', headers: { Origin: new URL(link).origin } })
    const [first, again] = [await use(), await use()]
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const self = await fetch(`${server.said.url}/api/session`, { headers: { Cookie: cookie } })
    await server.stop()

    expect([first.status, again.status, self.status]).toEqual([303, 403, 200])
    expect(((await self.json()) as { actor: { id: string } }).actor.id).toBe('first-admin')
  })

  it('gives no two keys one name, for they would count as one person', async () => {
    const server = await serving(environment)
    const create = (...args: string[]): ReturnType<typeof aftercare> =>
      aftercare(['keys', 'create', '--role', 'customer', '--db', db, '--json', ...args], environment)
    const wang = await create('--name', 'wang')
    const twice = await create('--name', 'wang')
    const past = await create('--expires', '2001-01-01T00:00:00Z')
    const role = await create('--role', 'Service Desk')
    const reserved = [await create('--name', 'operator'), await create('--name', 'customer-link:1')]
    await server.stop()

    expect(wang.code).toBe(0)
    for (const refused of [twice, past, role, ...reserved])
      expect([refused.code, refused.json().error.code]).toEqual([2, 'usage-wrong'])
  })

  it('makes keys only for roles and persons the organisation has, and names the nearest', async () => {
    const server = await serving(environment)
    const create = (...args: string[]): ReturnType<typeof aftercare> =>
      aftercare(['keys', 'create', '--db', db, '--json', ...args], environment)
    const refused = [
      await create('--role', 'dessk'),
      await create('--actor', 'desk-11'),
      await create('--name', 'nothing-else'),
    ]
    const admin = await create('--role', 'admin')
    const person = await create('--actor', 'desk-1')
    const opened = await get(server, '/api/instances', String(person.json().key))
    await server.stop()

    for (const ran of refused) expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
    expect(refused[0]?.json().error.message).toContain("Did you mean 'desk'?")
    expect(refused[1]?.json().error.message).toContain("Did you mean 'desk-1'?")
    expect([admin.code, person.code, opened.status]).toEqual([0, 0, 200])
  })

  it('lets no key act under the name of another one or of a person, whichever came first', async () => {
    const server = await serving(environment)
    await server.stop()
    const create = async (environment: Environment, ...args: string[]): Promise<number | null> =>
      (await aftercare(['keys', 'create', '--role', 'desk', '--db', db, '--json', ...args], environment)).code
    // A folder without an organisation: nobody can say who is a person.
    const anywhere = { AFTERCARE_WORKFLOWS: folder.path }

    expect(await create(environment, '--name', 'desk-1')).toBe(2)
    expect(await create(anywhere, '--name', 'till')).toBe(0)
    expect(await create(anywhere, '--actor', 'till')).toBe(2)
    expect(await create(anywhere, '--actor', 'lin')).toBe(0)
    expect(await create(anywhere, '--name', 'lin')).toBe(2)
    expect(await create(anywhere, '--actor', 'lin')).toBe(0)
  })

  it('reports all mistakes of the configuration at once', async () => {
    const ran = await aftercare(['serve', '--json'], {
      PORT: '99999',
      HOST: 'not a host',
      AFTERCARE_DB: ':memory:',
      AFTERCARE_WORKFLOWS: join(folder.path, 'nowhere'),
      AFTERCARE_PROFILE: 'No Profile',
      AFTERCARE_DATABASE: 'misspelt',
      AFTERCARE_ANCHOR_KEY: folder.path,
      AFTERCARE_ANCHOR_TIMES: '25:00',
    })

    expect(ran.code).toBe(2)
    expect(ran.json().error.code).toBe('configuration-invalid')
    expect(
      ran
        .json()
        .mistakes.map((one: { variable: string }) => one.variable)
        .sort(),
    ).toEqual([
      'AFTERCARE_ANCHOR_KEY',
      'AFTERCARE_ANCHOR_TIMES',
      'AFTERCARE_DATABASE',
      'AFTERCARE_DB',
      'AFTERCARE_PROFILE',
      'AFTERCARE_WORKFLOWS',
      'HOST',
      'PORT',
    ])
  })

  it('says that the port is taken, ends, and has given out no key that nobody saw', async () => {
    const other = await serving(environment)
    const late = { ...environment, AFTERCARE_DB: join(folder.path, 'late.db') }
    const taken = await aftercare(['serve', '--json'], { ...late, PORT: new URL(other.said.url).port })
    const free = await serving(late)
    await Promise.all([other.stop(), free.stop()])

    expect([taken.code, taken.json().error.code]).toEqual([2, 'configuration-invalid'])
    expect(free.said.adminKey).toBeDefined()
  })

  it('refuses definitions with errors, with every problem', async () => {
    const ran = await aftercare(['serve', '--json'], {
      ...environment,
      PORT: '0',
      AFTERCARE_WORKFLOWS: join(root, 'test/cli/fixtures'),
    })

    expect([ran.code, ran.json().error.code]).toEqual([1, 'definition-invalid'])
    expect(ran.json().problems).toHaveLength(8)
  })

  it('refuses a folder without procedures, which would be served as nothing', async () => {
    const empty = join(folder.path, 'empty')
    await mkdir(empty)

    const ran = await aftercare(['serve', '--json'], {
      ...environment,
      PORT: '0',
      AFTERCARE_WORKFLOWS: empty,
    })

    expect([ran.code, ran.json().error.code]).toEqual([2, 'configuration-invalid'])
    expect(ran.json().error.message).toContain('has none')
  })

  it('refuses a profile that no process has', async () => {
    const ran = await aftercare(['serve', '--json'], {
      ...environment,
      PORT: '0',
      AFTERCARE_PROFILE: 'none-such',
    })

    expect([ran.code, ran.json().error.code]).toEqual([2, 'configuration-invalid'])
  })
})

describe('aftercare verify and anchor', () => {
  it('verify what a server has written, against the anchor that it leaves at its stop', async () => {
    const server = await serving(environment)
    const created = await aftercare(['keys', 'create', '--role', 'desk', '--db', db, '--json'], environment)
    await fetch(`${server.said.url}/api/instances`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${String(created.json().key)}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ process: 'enquiry', data: { subject: 'hours' } }),
    })
    await server.stop()
    const verified = await aftercare(['verify', '--db', db, '--json'])
    const anchored = await aftercare(['anchor', '--db', db, '--json'])
    const known = await aftercare(['verify', '--db', db, '--known', anchored.out.trim(), '--json'])
    const forged = await aftercare([
      'verify',
      '--db',
      db,
      '--known',
      anchored.out.trim().replace('"rows":', '"rows":1'),
      '--json',
    ])

    expect(verified.json()).toMatchObject({
      instances: 1,
      findings: [],
      anchored: { signaturesChecked: true },
    })
    expect(verified.code).toBe(0)
    expect(known.code).toBe(0)
    expect(forged.code).not.toBe(0)
  })

  it('verify makes no key: without one it says that signatures were not checked', async () => {
    const elsewhere = join(folder.path, 'kept', 'key.pem')
    const server = await serving({ ...environment, AFTERCARE_ANCHOR_KEY: elsewhere })
    await server.stop()
    const verified = await aftercare(['verify', '--db', db])
    const named = await aftercare(['verify', '--db', db, '--key', join(folder.path, 'lost.pem'), '--json'])

    expect(verified.code).toBe(0)
    expect(verified.out).toContain('Signatures of the anchors were not checked')
    expect(existsSync(join(folder.path, 'data', 'anchor-key.pem'))).toBe(false)
    expect(existsSync(elsewhere)).toBe(true)
    expect([named.code, named.json().error.code]).toEqual([2, 'usage-wrong'])
  })
})
