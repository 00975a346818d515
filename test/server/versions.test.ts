import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadWorkflows } from '../../engine/index.js'
import { openServer, type OpenServer, type Reply } from './open-server.js'

let open: OpenServer
let folder = ''
let versions: Record<string, unknown>[] = []
const ask = (path: string, as = 'anna'): Promise<Reply> =>
  open.ask(`/api/processes/enquiry/versions${path}`, { as })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aftercare-versions-'))
  await cp(join(import.meta.dirname, 'fixtures'), folder, { recursive: true })
  open = await openServer({ workflows: folder })
  await open.key('anna', 'admin')
  await open.key('dora', 'desk')
  await open.key('carl', 'customer')
  const body = { process: 'enquiry', data: { subject: 'mine' } }
  await open.ask('/api/instances', { as: 'dora', body })
  const file = join(folder, 'enquiry.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('within: 2 hours', 'within: 3 hours').replace('1.0.0', '1.0.1'))
  await open.server.engine.deploy(await loadWorkflows(folder))
  versions = (await ask('')).body.items
})
afterAll(async () => {
  await open.close()
  await rm(folder, { recursive: true, force: true })
})

const hashOf = (current: boolean): string =>
  String(versions.find((one) => (one['status'] === 'current') === current)?.['hash'])

describe('the versions of a process over HTTP', () => {
  it('are listed with when they came, which is current, and how many cases still run on each', () => {
    const now = versions.find((one) => one['status'] === 'current')
    const before = versions.find((one) => one['status'] === 'earlier')

    expect(versions).toHaveLength(2)
    expect([before?.['openCases'], now?.['openCases']]).toEqual([1, 0])
    expect(now).toMatchObject({ version: '1.0.1' })
  })

  it('are shown as text by their hash or its beginning, written out whole', async () => {
    const whole = await ask(`/${hashOf(true)}`)
    const short = await ask(`/${hashOf(true).slice(0, 8)}`)

    expect(whole.headers.get('content-type')).toContain('text/plain')
    expect(whole.body).toMatch(/^process: enquiry$/m)
    expect(whole.body).toContain('3 hours')
    expect(short.body).toBe(whole.body)
  })

  it('are compared as text, and are the same as themselves', async () => {
    const [now, before] = [hashOf(true), hashOf(false)]
    const there = await ask(`/${now}/diff?from=${before}`)
    const same = await ask(`/${now}/diff?from=${now}`)

    expect(there.body).toContain(`--- enquiry 1.0.0 ${before.slice(0, 12)}`)
    expect(there.body).toMatch(/^-.*2 hours$/m)
    expect(there.body).toMatch(/^\+.*3 hours$/m)
    expect(String(there.body).match(/^-[^-]/gm)).toHaveLength(2)
    expect([same.status, same.body]).toEqual([200, ''])
  })

  it('are refused by name where there is none, and are for whoever may deploy alone', async () => {
    const refused = [
      await ask('/1.0.0'),
      await ask(`/${hashOf(true)}/diff?from=1234567`),
      await ask('/00000000/diff'),
      await ask('', 'dora'),
      await ask('', 'carl'),
      await open.ask('/api/processes/nothing/versions', { as: 'anna' }),
    ]

    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'unknown-version'],
      [404, 'unknown-version'],
      [404, 'unknown-version'],
      [403, 'forbidden'],
      [404, 'unknown-process'],
      [404, 'unknown-process'],
    ])
  })

  it('are shown with their states and forms to whoever works in the process, as their cases need them', async () => {
    const show = (query: string, as = 'dora', process = 'enquiry') =>
      open.ask(`/api/processes/${process}${query}`, { as })
    const [earlier, current] = [await show(`?version=${hashOf(false)}`), await show('')]
    const refused = [
      await show(`?version=${hashOf(false).slice(0, 8)}`),
      await show(`?version=${hashOf(false)}`, 'anna', 'audit'),
      await show(`?version=${hashOf(false)}`, 'carl'),
    ]

    expect(earlier.body).toMatchObject({ id: 'enquiry', version: '1.0.0', hash: hashOf(false) })
    expect(earlier.body.fields.subject).toBeDefined()
    expect(current.body.version).toBe('1.0.1')
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'unknown-version'],
      [404, 'unknown-version'],
      [404, 'unknown-process'],
    ])
  })
})
