import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkWorkflows, createEngine, openSqlite, readSources, VirtualClock } from '../../engine/index.js'
import { fencesOf } from './fences.js'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const page = readFileSync(join(checkout, 'README.md'), 'utf8')
const fences = fencesOf(page)

/** Each block of commands with what the page says it prints. */
const steps = fences.flatMap((fence, index) => {
  const next = fences[index + 1]
  const between = page.split('\n').slice(fence.line + fence.text.split('\n').length, next?.line)
  // An output stands directly below its commands.
  const output = next?.language === 'text' && between.length <= 2 ? next.text : undefined
  return fence.language === 'sh' ? [{ text: fence.text, output }] : []
})
const [start, test, ...rest] = steps

let folder = ''
let port = 0
let server: ChildProcess | undefined
let printed = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aftercare-readme-'))
  port = await freePort()
})

afterAll(async () => {
  if (server?.pid !== undefined && server.exitCode === null) {
    const closed = once(server, 'close')
    // The whole group: npm and the server below it.
    process.kill(-server.pid, 'SIGTERM')
    await closed
  }
  rmSync(folder, { recursive: true, force: true })
})

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PORT: String(port),
  AFTERCARE_DB: join(folder, 'aftercare.db'),
})

/** What differs from a reader's machine: the port and the place of the files. */
const here = (text: string): string =>
  text
    .replaceAll(':4100', `:${port}`)
    .replaceAll('data/aftercare.db', join(folder, 'aftercare.db'))

/** `…` stands for anything within a line. */
const pattern = (text: string): RegExp =>
  new RegExp(
    `^${here(text)
      .replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
      .replaceAll('…', '.+')}$`,
  )

describe('README.md', () => {
  it('begins with the two commands', () => {
    expect(start?.text).toBe('npm ci && npm start\n')
    // This very run is what it starts.
    expect(test?.text).toBe('npm ci && npm test\n')
  })

  it('starts the server with the first one, which says what the page says', async () => {
    const command = start?.text.replace('npm ci && npm start', 'exec npm start --silent') ?? ''
    const child = spawn('bash', ['-c', command], { cwd: checkout, detached: true, env: environment() })
    server = child
    child.stdout.setEncoding('utf8').on('data', (part: string) => (printed += part))
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', () => {
        if (/Sign in by browser.*\n/.test(printed)) resolve()
      })
      child.once('close', () => reject(new Error(`The server ended: ${printed}`)))
    })

    expect(printed).toMatch(pattern(start?.output ?? 'no output'))
  })

  it('creates a case, sends two events, is refused once and reads the trail, as shown', () => {
    const mark = '--- end of block'
    const script = rest.map(({ text }) => `${here(text)}echo '${mark}'\n`).join('')
    const { stdout, stderr, status } = spawnSync('bash', ['-e', '-c', script], {
      cwd: checkout,
      env: environment(),
      encoding: 'utf8',
    })
    const outputs = stdout.split(`${mark}\n`)

    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    expect(rest.filter(({ output }) => output !== undefined).length).toBeGreaterThanOrEqual(4)
    rest.forEach(({ output }, index) => expect(outputs[index]).toMatch(pattern(output ?? '')))
  })

  it('shows a procedure that is clean and does what is said of it', async () => {
    const yaml = fences.find(({ language }) => language === 'yaml')?.text ?? ''
    const organisation = readFileSync(join(checkout, 'test/server/fixtures/organisation.yaml'), 'utf8')
    const workflows = checkWorkflows(
      readSources([
        { file: 'loan.yaml', text: yaml },
        { file: 'organisation.yaml', text: organisation },
      ]),
    )
    const sqlite = await openSqlite(':memory:')
    const engine = await createEngine({ db: sqlite.db, workflows, clock: new VirtualClock(Date.UTC(2026, 8, 28)) })
    const lend = async (deposit: number) => {
      const created = await engine.create('loan', { actor: 'desk-1', data: { deposit } })
      return engine.send(created.instance?.id ?? '', 'lend', { actor: 'desk-1' })
    }
    const [enough, tooLittle] = [await lend(500), await lend(400)]
    await engine.stop()
    await sqlite.close()

    expect(workflows.problems).toEqual([])
    expect(enough.instance?.active.map(({ path }) => path)).toEqual(['lent'])
    expect(tooLittle.refused?.text.en).toBe('The deposit is too small.')
  })

  it('links to pages that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link ?? '')

    expect(links.length).toBeGreaterThan(8)
    expect(links.filter((link) => !existsSync(join(checkout, link)))).toEqual([])
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as AddressInfo
      probe.close(() => resolve(free))
    })
  })
}
