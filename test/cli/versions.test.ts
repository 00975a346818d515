import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine, loadWorkflows, openSqlite } from '../../engine/index.js'
import { aftercare, root, temporaryFolder } from './run-aftercare.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
let folder = ''
let db = ''

/** Deploys the folder as a server does at its start, and begins a case. */
async function deploy(): Promise<void> {
  const sqlite = await openSqlite(db)
  const engine = await createEngine({ ...sqlite, workflows: await loadWorkflows(folder) })
  await engine.create('enquiry', { actor: { id: 'ann', roles: ['desk'] }, data: { subject: 'x' } })
  await engine.stop()
  await sqlite.close()
}

beforeEach(async () => {
  place = await temporaryFolder()
  folder = join(place.path, 'workflows')
  db = join(place.path, 'cases.db')
  await cp(join(root, 'test/server/fixtures'), folder, { recursive: true })
  await deploy()
  const file = join(folder, 'enquiry.yaml')
  await writeFile(file, (await readFile(file, 'utf8')).replace('within: 2 hours', 'within: 3 hours'))
  await deploy()
})
afterEach(() => place.remove())

const versions = (...args: string[]) => aftercare(['versions', ...args, '--db', db])

describe('aftercare versions', () => {
  it('lists what was deployed with its open cases, shows a version, and what changed between two', async () => {
    const listed = await versions('enquiry', '--json')
    const told = listed.json().versions as { hash: string; version: string; openCases: number }[]
    const [first = '', second = ''] = told.map(({ hash }) => hash)
    const text = await versions('enquiry', '--text', first)
    const [one, other] = [
      await versions('enquiry', '--compare', first, second),
      await versions('enquiry', '--compare', second.slice(0, 12), first.slice(0, 12)),
    ]

    expect(told.map(({ version, openCases }) => [version, openCases])).toEqual([
      ['1.0.0', 1],
      ['1.0.0', 1],
    ])
    expect(text.out).toContain('process: enquiry')
    for (const { out } of [one, other]) {
      expect(out).toMatch(/^[-+] .*\b2 hours$/m)
      expect(out).toMatch(/^[-+] .*\b3 hours$/m)
      expect(out).not.toBe('')
    }
    expect(one.out).not.toBe(other.out)
    expect((await versions('enquiry', '--compare', first, first)).out).toBe('Both are the same.\n')
  })

  it('refuses by exit code 2 what is not there, and works without the folder', async () => {
    await rm(folder, { recursive: true })

    expect((await versions('enquiry')).out).toContain('1 open')
    for (const args of [['nothing'], ['enquiry', '--text', '1.0.0'], ['enquiry', '--compare', 'a']]) {
      const { code, err } = await versions(...args)
      expect([code, err.startsWith('usage-wrong: Expected')]).toEqual([2, true])
    }
  })
})
