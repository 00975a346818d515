import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fencesOf, readPage, type Fence } from './fences.js'
import { printed, withoutNpm } from './printed.js'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const fences = fencesOf(readPage('incidents.md'))
const children: ChildProcess[] = []

let parent = ''
let ports: { readonly server: number; readonly bank: number }

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'aftercare-incidents-'))
  ports = { server: await freePort(), bank: await freePort() }
})

afterAll(async () => {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    const closed = once(child, 'close')
    // The whole group: npm and the server below it.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await closed
  }
  rmSync(parent, { recursive: true, force: true })
})

/** What is put in: the folder lies outside the checkout, and the ports are free ones. */
const here = (text: string): string =>
  text
    .replaceAll('my-refunds', join(parent, 'my-refunds'))
    .replaceAll('4118', String(ports.server))
    .replaceAll('4199', String(ports.bank))

describe('docs/incidents.md', () => {
  it('has steps of known kinds only', () => {
    expect([...new Set(fences.map(({ language }) => language))].sort()).toEqual(['js', 'sh', 'text', 'yaml'])
  })

  // In the order of the page: each step builds on those before.
  it.each(fences.map((fence, index) => [`${fence.language}, line ${fence.line}`, fence, fences[index + 1]] as const))(
    'works as it says: %s',
    async (_place, fence, next) => {
      const expected = next?.language === 'text' ? printed(here(next.text)) : /^$/
      if (fence.marks['file'] !== undefined) write(join(parent, fence.marks['file']), here(fence.text))
      if (fence.language !== 'sh') return

      const output =
        'background' in fence.marks ? await begin(fence, expected) : await run(fence, expected)

      expect(output).toMatch(expected)
    },
  )
})

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** Longest time until what a server does by itself has come about, in milliseconds. */
const longest = 20_000

/** Runs a step; one that is marked `again`, as a reader would, until it prints what the page says. */
async function run(fence: Fence, expected: RegExp): Promise<string> {
  const giveUp = Date.now() + longest
  for (;;) {
    const output = runOnce(fence)
    if (!('again' in fence.marks) || expected.test(output) || Date.now() > giveUp) return output
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Runs it in the checkout; variables live on, as they would in one terminal. */
function runOnce({ text }: Fence): string {
  const variables = join(parent, 'variables')
  const script = `set -a; [ -f "${variables}" ] && . "${variables}"\n${here(text)}\ndeclare -p KEY CASE AFTERCARE_DB AFTERCARE_WORKFLOWS > "${variables}" 2> /dev/null`
  const { stdout } = spawnSync('bash', ['-c', script], { cwd: checkout, encoding: 'utf8' })
  return withoutNpm(stdout)
}

/** Starts what goes on running, and gives what it prints until it has said what the page says. */
async function begin({ text }: Fence, expected: RegExp): Promise<string> {
  const child = spawn('bash', ['-c', `exec env ${here(text)}`], { cwd: checkout, detached: true })
  children.push(child)
  let output = ''
  let logged = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      output += part
      if (expected.test(withoutNpm(output))) resolve()
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => (logged += part))
    child.once('exit', () => reject(new Error(`Expected it to go on, but it ended:\n${output}${logged}`)))
  })
  return withoutNpm(output)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
