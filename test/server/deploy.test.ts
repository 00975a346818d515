import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openServer, type OpenServer, type Reply } from './open-server.js'

const original = await readFile(join(import.meta.dirname, 'fixtures/enquiry.yaml'), 'utf8')
const text = original.replace('within: 2 hours', 'within: 3 hours').replace('1.0.0', '1.1.0')
const note = 'The desk is closed at noon.'

let open: OpenServer
beforeEach(async () => {
  open = await openServer()
  await open.key('anna', 'admin')
  await open.key('dora', 'desk')
})
afterEach(() => open.close())

const post = (path: string, body: object, more: { as?: string; key?: string } = {}): Promise<Reply> =>
  open.ask(`/api/processes${path}`, {
    as: more.as ?? 'anna',
    body,
    ...(more.key !== undefined && { headers: { 'Idempotency-Key': more.key } }),
  })
const begin = (): Promise<Reply> =>
  open.ask('/api/instances', { as: 'dora', body: { process: 'enquiry', data: { subject: 'mine' } } })
const listed = async (): Promise<Reply['body'][]> =>
  (await open.ask('/api/processes/enquiry/versions', { as: 'anna' })).body.items

describe('deploying over HTTP', () => {
  it('has cases begin with the text, once for each key, and tells who deployed it and why', async () => {
    const first = await post('', { text, note }, { key: 'k' })
    const again = await post('', { text, note }, { key: 'k' })
    const created = await begin()
    const [version] = (await listed()).filter((one) => one.status === 'current')
    const written = await open.ask(`/api/processes/enquiry/versions/${version.hash}?form=written`, {
      as: 'anna',
    })

    expect([first.status, first.headers.get('location')]).toEqual([201, '/api/processes/enquiry/versions'])
    expect(first.body).toMatchObject({ process: 'enquiry', versions: [{ version: '1.1.0', isNew: true }] })
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    expect(created.body.version).toBe('1.1.0')
    expect(version).toMatchObject({ openCases: 1, deployed: { by: 'anna', note } })
    expect(written.body).toBe(text)
  })

  it('checks a text beside the files of the server and changes nothing', async () => {
    const sound = await post('/check', { text })
    const taken = await post('/check', { text: text.replace('1.1.0', '1.0.0') })
    const faulty = await post('/check', {
      text: text.replace('initial: received', 'initial: nowhere'),
      file: 'mine.yaml',
    })

    expect(sound.body).toMatchObject({ sound: true, process: 'enquiry', versions: [{ isNew: true }] })
    expect(taken.body).toMatchObject({ sound: false, versions: [], refused: { code: 'version-taken' } })
    expect(faulty.body).toMatchObject({ sound: false, versions: [] })
    expect(faulty.body.problems[0]).toMatchObject({ code: 'unknown-target', file: 'mine.yaml' })
    expect(faulty.body.problems[0].shown).toMatch(/initial: nowhere\n.*\^{7}/)
    expect(await listed()).toHaveLength(1)
  })

  it('plays the stories that come with it, and takes none that fails', async () => {
    const story = (state: string) => ({
      file: `${state}.yaml`,
      text: `scenario: to the ${state}\nprocess: enquiry\nat: 2026-03-02T09:00+08:00\nstart: { by: dora, with: { subject: x } }\nsteps:\n  - { send: forward, by: dora, expect: { state: ${state} } }\n`,
    })
    const people = {
      file: 'people.yaml',
      text: 'cast: desk\npeople: { dora: { name: Dora, roles: [desk] } }\n',
    }
    const [good, bad] = [story('forwarded'), story('answered')]

    const sound = await post('/check', { text, stories: [people, good] })
    const faulty = await post('/check', { text, stories: [people, good, bad] })
    const refused = await post('', { text, note, stories: [people, bad] })
    const before = await listed()
    const deployed = await post('', { text, note, stories: [people, good] })

    expect(sound.body).toMatchObject({ sound: true, problems: [], stories: { passed: 1, failed: 0 } })
    expect(faulty.body).toMatchObject({ sound: false, versions: [], stories: { passed: 1, failed: 1 } })
    expect(faulty.body.problems).toMatchObject([{ code: 'scenario-failed', file: 'answered.yaml', line: 6 }])
    expect([refused.status, refused.body.code]).toEqual([422, 'process-invalid'])
    expect(refused.body.definition).toMatchObject([{ code: 'scenario-failed' }])
    expect(before).toHaveLength(1)
    expect([deployed.status, deployed.body.stories]).toEqual([201, { passed: 1, failed: 0 }])
  })

  it('is refused with what is wrong, under a taken name, an older one, and for whoever may not', async () => {
    const faulty = await post('', { text: text.replace('initial: received', 'initial: nowhere'), note })
    const replies = [
      faulty,
      await post('', { text: text.replace('1.1.0', '1.0.0'), note }),
      await post('', { text: text.replace('1.1.0', '0.9.0'), note }),
      await post('', { text, note }, { as: 'dora' }),
      await post('/check', { text }, { as: 'dora' }),
      await post('', { text }),
    ]

    expect(replies.map(({ status, body }) => [status, body.code])).toEqual([
      [422, 'process-invalid'],
      [409, 'version-taken'],
      [409, 'version-not-newer'],
      [403, 'forbidden'],
      [403, 'forbidden'],
      [422, 'request-invalid'],
    ])
    expect(faulty.body.definition[0]).toMatchObject({ code: 'unknown-target', severity: 'error' })
    expect(await listed()).toHaveLength(1)
  })

  it('is taken back by retiring, which ends with no version to begin with', async () => {
    const reason = 'It is wrong.'
    await post('', { text, note })
    const back = await post('/enquiry/retire', { reason, version: '1.1.0' }, { key: 'k' })
    const again = await post('/enquiry/retire', { reason, version: '1.1.0' }, { key: 'k' })
    const begun = await begin()
    const all = await post('/enquiry/retire', { reason })
    const refused = await begin()
    const replies = [
      await post('/enquiry/retire', { reason }, { as: 'dora' }),
      await post('/enquiry/retire', { reason, version: '3.0.0' }),
      await post('/nothing/retire', { reason }),
    ]

    expect(back.body.items.map((one: { status: string }) => one.status).sort()).toEqual([
      'current',
      'retired',
    ])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(begun.status).toBe(201)
    expect(all.body.items.every((one: { status: string }) => one.status === 'retired')).toBe(true)
    expect([refused.status, refused.body.code]).toEqual([409, 'version-retired'])
    expect(replies.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'forbidden'],
      [404, 'unknown-version'],
      [404, 'unknown-process'],
    ])
  })
})
