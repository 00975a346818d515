import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, loadWorkflows, openSqlite } from '../../engine/index.js'
import { errand, files } from '../runtime/errand.js'
import { aftercare, temporaryFolder } from './run-aftercare.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
let folder: string
let db: string

const profile = (within: string) =>
  `profile: quick\ntitle: { zh-CN: 快, en: Quick }\nparameters: { errand: { patience: ${within} } }\n`

beforeAll(async () => {
  place = await temporaryFolder()
  folder = join(place.path, 'workflows')
  db = join(place.path, 'cases.db')
  await mkdir(folder)
  for (const { file, text } of [{ file: 'errand.yaml', text: errand }, ...files.slice(1)])
    await writeFile(join(folder, file.replace('/', '-')), text)
  await writeFile(join(folder, 'quick.yaml'), profile('5 hours'))
  const sqlite = await openSqlite(db)
  const engine = await createEngine({ ...sqlite, workflows: await loadWorkflows(folder) })
  for (const more of [{ profile: 'quick' }, {}])
    await engine.create('errand', { actor: { id: 'ann', roles: ['clerk'] }, data: { address: 'x' }, ...more })
  await engine.stop()
  await sqlite.close()
  await writeFile(join(folder, 'quick.yaml'), profile('7 hours'))
})
afterAll(() => place.remove())

const run = (...more: string[]) =>
  aftercare([
    'apply-profile',
    '--process',
    'errand',
    '--reason',
    'asked',
    '--workflows',
    folder,
    '--db',
    db,
    ...more,
  ])

describe('aftercare apply-profile', () => {
  it('tells in a dry run what then happens, and leaves moved cases as they are', async () => {
    const dry = await run('--profile', 'quick', '--dry-run', '--json')
    const live = await run('--json')
    const again = await run()

    expect(dry.json()).toMatchObject({ dryRun: true, cases: 1, moved: 1, unchanged: 0, refused: 0 })
    const { instances, ...counts } = live.json()
    expect([live.code, counts]).toEqual([0, { dryRun: false, cases: 2, moved: 1, unchanged: 1, refused: 0 }])
    expect(instances).toContainEqual({
      instance: expect.any(String) as string,
      number: expect.stringMatching(/^E-/) as string,
      change: expect.objectContaining({
        parameters: { patience: { before: '5 hours', after: '7 hours' } },
        moved: [expect.objectContaining({ clock: 'waiting@after.patience', kind: 'after' })],
      }) as object,
    })
    expect(again.out).toContain('2 open cases: 0 moved, 2 stay as they are, 0 refused.')
  })

  it('tells of cases that are refused, in words and by the exit code', async () => {
    const file = join(folder, 'errand.yaml')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('after: { 2 days: given-up }', 'after: { 3 days: given-up }'))
    const ran = await run('--dry-run')
    await writeFile(file, text)

    expect(ran.code).toBe(1)
    expect(ran.out).toContain('refused, profile-does-not-fit')
    expect(ran.out).toContain("Expected the state 'Under way' as the case knows it")
    expect(ran.out).toContain('2 open cases: 0 would move, 0 stay as they are, 2 refused.')
  })

  it('says what is wrong before it touches a case', async () => {
    const noProcess = await run('--process', 'errands')
    const noDatabase = await run('--db', join(place.path, 'none.db'))
    const noReason = await aftercare(['apply-profile', '--process', 'errand', '--db', db])

    expect([noProcess.code, noDatabase.code, noReason.code]).toEqual([2, 2, 2])
    expect(noProcess.err).toContain("found 'errands'. There are: errand.")
    expect(noDatabase.err).toContain('does not exist')
  })
})
