import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyDiff, fencesOf, readPage, type Fence } from './fences.js'
import { printed, withoutNpm } from './printed.js'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const fences = fencesOf(readPage('tutorial.md'))

let parent = ''
let server: ChildProcess | undefined

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'aftercare-tutorial-'))
})

afterAll(async () => {
  if (server?.pid !== undefined && server.exitCode === null) {
    const closed = once(server, 'close')
    // The whole group: npm and the server below it.
    process.kill(-server.pid, 'SIGTERM')
    await closed
  }
  rmSync(parent, { recursive: true, force: true })
})

/** The one thing that is put in: the folder lies outside the checkout. */
const here = (text: string): string => text.replaceAll('my-office', join(parent, 'my-office'))

describe('docs/tutorial.md', () => {
  it('has steps of known kinds only', () => {
    expect([...new Set(fences.map(({ language }) => language))].sort()).toEqual(['diff', 'sh', 'text', 'yaml'])
  })

  // In the order of the page: each step builds on those before.
  it.each(fences.map((fence, index) => [`${fence.language}, line ${fence.line}`, fence, fences[index + 1]] as const))(
    'works as it says: %s',
    async (_place, fence, next) => {
      const expected = next?.language === 'text' ? here(next.text) : undefined
      if (fence.language === 'yaml') expect(readFileSync(here(fence.marks['part'] ?? ''), 'utf8')).toContain(fence.text)
      if (fence.language === 'diff') edit(here(fence.marks['file'] ?? ''), fence.text)
      if (fence.language !== 'sh') return

      const output = 'serve' in fence.marks ? await serve(fence) : run(fence)

      expect(output).toMatch(expected === undefined ? /^$/ : printed(expected))
    },
  )
})

function edit(file: string, diff: string): void {
  writeFileSync(file, applyDiff(readFileSync(file, 'utf8'), diff))
}

/** Runs a step in the checkout; variables live on, as they would in one terminal. Gives what it prints, npm's own lines aside. */
function run({ text, marks, line }: Fence): string {
  const variables = join(parent, 'variables')
  const script = `set -a; [ -f "${variables}" ] && . "${variables}"\n${here(text)}\ncode=$?; declare -p KEY CASE > "${variables}" 2> /dev/null; exit $code`
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], { cwd: checkout, encoding: 'utf8' })
  expect({ line, status, stderr: status === Number(marks['exit'] ?? 0) ? '' : stderr }).toEqual({
    line,
    status: Number(marks['exit'] ?? 0),
    stderr: '',
  })
  return withoutNpm(stdout)
}

/** Starts the server and gives what it prints until it has said everything. */
async function serve({ text }: Fence): Promise<string> {
  const child = spawn('bash', ['-c', `exec env ${here(text)}`], { cwd: checkout, detached: true })
  server = child
  let printed = ''
  // Late in a year it says beside it that the holidays of the next are not published.
  let logged = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      printed += part
      if (/Sign in by browser.*\n/.test(printed)) resolve()
    })
    child.stderr.setEncoding('utf8').on('data', (part: string) => (logged += part))
    child.once('exit', () =>
      reject(new Error(`Expected the server to go on, but it ended:\n${printed}${logged}`)),
    )
  })
  return withoutNpm(printed)
}
