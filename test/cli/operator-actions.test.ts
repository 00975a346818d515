import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  checkWorkflows,
  createEngine,
  openDatabase,
  readSources,
  type OperatorActionRow,
} from '../../engine/index.js'
import { matterFiles, root } from '../runtime/operate/matter-files.js'
import { aftercare, temporaryFolder, type Ran } from './run-aftercare.js'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let id = ''
const run = (...args: readonly string[]): Promise<Ran> =>
  aftercare(['operator-actions', ...args], { AFTERCARE_DB: join(folder.path, 'cases.db') })
const listed = async (...args: readonly string[]) => {
  const { items, ...rest } = (await run('--json', ...args)).json() as {
    readonly items: readonly OperatorActionRow[]
    readonly count: number
    readonly next?: string
    readonly prev?: string
  }
  return { ...rest, actions: items.map(({ action }) => action) }
}

beforeAll(async () => {
  folder = await temporaryFolder()
  const database = await openDatabase(join(folder.path, 'cases.db'))
  const engine = await createEngine({ ...database, workflows: checkWorkflows(readSources(matterFiles)) })
  id = (await engine.create('matter', { actor: 'ann' })).instance?.id ?? ''
  await engine.suspend(id, { actor: root, reason: 'a strike' })
  await engine.resume(id, { actor: 'li', reason: 'it is over' })
  await engine.drain('matter', { actor: 'li', reason: 'too much' })
  await engine.stop()
  await database.close()
}, 120_000)
afterAll(() => folder.remove())

describe('aftercare operator-actions', () => {
  it('tells who did what, when and why, the latest first', async () => {
    const { code, out } = await run()

    expect(code).toBe(0)
    expect(out).toMatch(
      /^\S+Z {2}li {2}drain-process {2}matter\n {2}too much\n\S+Z {2}li {2}resume {2}\S+ {2}row \d+ {2}matter\n {2}it is over\n\S+Z {2}root via desk {2}suspend/,
    )
    expect(out).toMatch(/^3 of 3 acts\.$/m)
  })

  it('narrows by person, act, case and time, and goes both ways', async () => {
    const first = await listed('--limit', '2')
    const second = await listed('--limit', '2', '--cursor', first.next ?? '')
    const back = await listed('--limit', '2', '--before', second.prev ?? '')

    expect([first.actions, second.actions, back.actions]).toEqual([
      ['drain-process', 'resume'],
      ['suspend'],
      ['drain-process', 'resume'],
    ])
    expect((await listed('--actor', 'root')).actions).toEqual(['suspend'])
    expect(await listed('--case', id)).toMatchObject({ count: 2, actions: ['resume', 'suspend'] })
    expect((await listed('--action', 'drain-process', '--process', 'matter')).count).toBe(1)
    expect((await listed('--to', '2020-01-01T00:00:00Z')).count).toBe(0)
  })

  it('tells of keys that were made and revoked by commands, and by whom', async () => {
    const keys = (...args: readonly string[]): Promise<Ran> =>
      aftercare(['keys', ...args, '--json'], { AFTERCARE_DB: join(folder.path, 'cases.db') })
    const made = (await keys('create', '--role', 'admin', '--by', 'li')).json() as { readonly id: string }
    await keys('revoke', made.id)

    const { items } = (await run('--limit', '2', '--json')).json() as {
      readonly items: readonly OperatorActionRow[]
    }

    expect(items).toMatchObject([
      { action: 'revoke-key', actor: 'operator', subject: made.id },
      { action: 'create-key', actor: 'li', subject: made.id },
    ])
  })

  it('says what is wrong with a question', async () => {
    const wrong = [
      await run('--action', 'fly'),
      await run('--case', 'none'),
      await run('--from', 'yesterday'),
      await run('--limit', '0'),
    ]

    expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2, 2])
    expect(wrong.map(({ err }) => err)).toEqual([
      expect.stringContaining("but found 'fly'"),
      expect.stringContaining("there is no case 'none'"),
      expect.stringContaining("but found 'yesterday'"),
      expect.stringContaining("but found '0'"),
    ])
  })
})
