import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root, temporaryFolder } from './run-aftercare.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
let file = ''
let server: ChildProcess
let err = ''
let url = ''
let key = ''

/** Waits until the server said something on stderr, and forgets what it said until then. */
async function said(pattern: RegExp): Promise<string> {
  while (!pattern.test(err)) await once(server.stderr!, 'data')
  const told = err
  err = ''
  return told
}

const version = async (): Promise<string> => {
  const reply = await fetch(`${url}/api/processes/enquiry`, { headers: { Authorization: `Bearer ${key}` } })
  return ((await reply.json()) as { version: string }).version
}

beforeEach(async () => {
  place = await temporaryFolder()
  const workflows = join(place.path, 'workflows')
  await cp(join(root, 'test/server/fixtures'), workflows, { recursive: true })
  file = join(workflows, 'enquiry.yaml')
  err = ''
  server = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'serve', '--watch', '--json'], {
    env: {
      ...{ PATH: process.env['PATH'], PORT: '0' },
      ...{ AFTERCARE_DB: join(place.path, 'test.db'), AFTERCARE_WORKFLOWS: workflows },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  server.stderr!.setEncoding('utf8').on('data', (part: string) => (err += part))
  const [line] = (await once(server.stdout!.setEncoding('utf8'), 'data')) as [string]
  ;({ url, adminKey: key } = JSON.parse(line) as { url: string; adminKey: string })
})
afterEach(async () => {
  const closed = once(server, 'close')
  server.kill('SIGTERM')
  expect(await closed).toEqual([0, null])
  await place.remove()
})

describe('aftercare serve --watch', () => {
  it('deploys a change, keeps the version before while a file is broken, and tells both and the mending', async () => {
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('version: "1.0.0"', 'version: "1.1.0"'))
    const changed = await said(/Deployed again: enquiry\./)
    const afterChange = await version()

    await writeFile(file, text.replace('initial: received', 'initial: nowhere'))
    const broken = await said(/What was deployed before stays at work\./)
    const whileBroken = await version()

    await writeFile(file, text.replace('version: "1.0.0"', 'version: "1.2.0"'))
    const mended = await said(/The folder is sound again\./)

    expect(changed).not.toContain('Not deployed')
    expect(afterChange).toBe('1.1.0')
    expect(broken).toMatch(/enquiry\.yaml:\d+:\d+/)
    expect(whileBroken).toBe('1.1.0')
    expect(mended).toContain('Deployed again: enquiry.')
    expect(await version()).toBe('1.2.0')
  })
})
