import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aftercare, serving, temporaryFolder, type Serving } from '../cli/run-aftercare.js'
import { readPage } from '../docs/fences.js'
import { ways, type OperatingWorld } from './operating-ways.js'

const page = readPage('operating.md')

/** Every command of the page, in its order: lines of blocks, and what stands in a sentence. */
const commands: readonly string[] = [
  ...new Set([
    ...Array.from(page.matchAll(/^ *(aftercare .*)$/gm), ([, command = '']) => command),
    ...Array.from(page.matchAll(/`(aftercare [a-z][^`]*)`/g), ([, command = '']) => command),
  ]),
]

let place: Awaited<ReturnType<typeof temporaryFolder>>
let server: Serving
let environment: Readonly<Record<string, string>>
let world: OperatingWorld

beforeAll(async () => {
  place = await temporaryFolder()
  environment = { AFTERCARE_DB: join(place.path, 'test.db'), AFTERCARE_WORKFLOWS: 'workflows' }
  server = await serving(environment)
  const made = await aftercare(
    ['keys', 'create', '--role', 'service-desk', '--name', 'counter', '--json'],
    environment,
  )
  const { id, key } = made.json() as { readonly id: string; readonly key: string }
  const begun = await fetch(`${server.said.url}/api/instances`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      process: 'service-request',
      data: {
        channel: 'phone',
        kind: 'fault',
        customer: {
          name: '王建国',
          phone: '13800138000',
          address: { province: '上海市', district: '徐汇区', street: '漕溪北路 1 号' },
        },
        product: { model: '干燥箱 DO-3' },
        problem: '不加热',
      },
    }),
  })
  const told = (await begun.json()) as { readonly [member: string]: string }
  if (!begun.ok) throw new Error(`Expected a case, but: ${told['detail']}`)
  world = { folder: place.path, caseId: told['id'] ?? '', caseNumber: told['number'] ?? '', keyId: id }
}, 300_000)
afterAll(async () => {
  await server.stop()
  await place.remove()
})

/** Words of a command line; what stands in quotes is one. */
const wordsOf = (command: string): readonly string[] =>
  Array.from(command.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '')

const here = (word: string): string =>
  word
    .replace('R-2026-0042', world.caseNumber)
    .replace('key_0000example0000', world.keyId)
    .replace('before-upgrade.db', join(world.folder, 'before-upgrade.db'))
    .replace('backups/monday.db', join(world.folder, 'monday.db'))

describe('docs/operating.md', () => {
  it('has commands', () => {
    expect(commands.length).toBeGreaterThan(10)
  })

  it.each(commands)('%s works on a database beside its server', { timeout: 300_000 }, async (command) => {
    const way = ways[command]
    if (!way)
      throw new Error(
        `Expected a way to run '${command}', but there is none. Add one to 'ways' in test/server/operating-ways.ts.`,
      )
    const { codes = [0], says, more = () => [] } = way
    const [, ...args] = wordsOf(command).map(here)

    if (way.serves) {
      const other = await serving(environment, [...args, ...more(world)])
      expect([other.said.url, await other.stop()]).toEqual([expect.stringMatching(says), 0])
      return
    }
    const { code, out, err } = await aftercare([...args, ...more(world)], environment)

    expect(codes, `${out}\n${err}`).toContain(code)
    expect(out).toMatch(says)
  })
})
