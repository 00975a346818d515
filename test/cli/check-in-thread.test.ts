import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aftercare, root, serving, temporaryFolder, type Environment, type Serving } from './run-aftercare.js'

interface Told {
  readonly sound: boolean
  readonly problems: readonly { readonly code: string; readonly line?: number; readonly message: string }[]
  readonly versions: readonly { readonly hash: string; readonly profile?: string }[]
}

describe('a server that checks the text of a process', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: Serving
  let environment: Environment
  let sound = ''
  const newer = (text: string): string => text.replace('version: "1.0.0"', 'version: "1.9.0"')

  beforeAll(async () => {
    folder = await temporaryFolder()
    environment = { AFTERCARE_DB: join(folder.path, 'test.db') }
    server = await serving(environment)
    sound = newer(await readFile(join(root, 'workflows/return.yaml'), 'utf8'))
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  const check = async (text: string): Promise<Told> => {
    const response = await fetch(`${server.said.url}/api/processes/check`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.said.adminKey ?? ''}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ text, file: 'return.yaml' }),
    })
    expect(response.status).toBe(200)
    return (await response.json()) as Told
  }

  it('goes on answering others meanwhile, who are many', async () => {
    const done = { all: false }
    const checked = Promise.all([check(sound), check(sound), check(sound)]).finally(() => {
      done.all = true
    })
    // A check done in the thread of the server would let through but a few of these, those between two checks.
    let answered = 0
    while (!done.all) {
      expect((await fetch(`${server.said.url}/healthz`)).status).toBe(200)
      answered += 1
    }

    expect((await checked).map((one) => one.sound)).toEqual([true, true, true])
    expect(answered).toBeGreaterThan(50)
  }, 120_000)

  it('finds what the command finds that checks in its own thread', async () => {
    const broken = sound.replace(/initial: \S+/, 'initial: nowhere')
    const file = join(folder.path, 'return.yaml')

    for (const text of [sound, broken]) {
      await writeFile(file, text)
      const told = await check(text)
      const command = (await aftercare(['deploy', file, '--check', '--json'], environment)).json() as Told

      expect(told.problems.map(({ code, message }) => [code, message])).toEqual(
        command.problems.map(({ code, message }) => [code, message]),
      )
      expect(told.versions.map(({ hash, profile }) => [hash, profile])).toEqual(
        command.versions.map(({ hash, profile }) => [hash, profile]),
      )
      expect(told.sound).toBe(text === sound)
    }
  }, 120_000)

  it('ends no later for the checks it has done', async () => {
    await check('a: {')

    expect(await server.stop()).toBe(0)
  }, 120_000)
})
