import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEngine, loadWorkflows, openSqlite } from '../../engine/index.js'
import { files } from '../runtime/errand.js'
import { aftercare, temporaryFolder } from './run-aftercare.js'

let place: Awaited<ReturnType<typeof temporaryFolder>>
let folder: string
let db: string
let id: string

beforeAll(async () => {
  place = await temporaryFolder()
  folder = join(place.path, 'workflows')
  db = join(place.path, 'cases.db')
  await mkdir(folder)
  for (const { file, text } of files) await writeFile(join(folder, file.replace('/', '-')), text)
  const sqlite = await openSqlite(db)
  const engine = await createEngine({ ...sqlite, workflows: await loadWorkflows(folder) })
  const { instance } = await engine.create('errand', {
    actor: { id: 'ann', roles: ['clerk'] },
    data: { address: 'x' },
  })
  id = instance?.id ?? ''
  await engine.stop()
  await sqlite.close()
})
afterAll(() => place.remove())

const act = (...args: string[]) =>
  aftercare(['act', ...args, '--reason', 'put right', '--db', db, '--workflows', folder])

describe('aftercare act', () => {
  it('tells in a dry run what then happens, and does it once under a key', async () => {
    const dry = await act(id, 'move', '--to', 'under-way', '--dry-run')
    const key = ['--idempotency-key', 'k', '--json']
    const live = await act(id, 'move', '--to', 'under-way', ...key)
    const again = await act(id, 'move', '--to', 'under-way', ...key)

    expect(dry.out).toContain("'move' would do this, and nothing was changed.")
    expect(dry.out).toContain('leaves waiting, visit 1')
    expect(dry.out).toContain('enters under-way, visit 1')
    expect(live.json()).toMatchObject({
      instance: id,
      dryRun: false,
      repeated: false,
      effect: { entered: [{ state: 'under-way', visit: 1 }] },
    })
    expect(again.json()).toMatchObject({ repeated: true, revision: live.json().revision })
  })

  it('writes data given in JSON', async () => {
    const edited = await act(id, 'edit-data', '--changes', '{"parcels":3}', '--by', 'li')

    expect(edited.out).toContain('parcels: 1 → 3')
  })

  it('tells of a refusal by exit code 1, and of wrong usage by 2', async () => {
    const refused = await act(id, 'resume', '--json')
    const unknown = await act(id, 'jump')
    const stray = await act(id, 'cancel', '--to', 'waiting')
    const missing = await act(id, 'set-deadline', '--clock', 'waiting#due')
    const broken = await act(id, 'edit-data', '--changes', '[1]')

    expect([refused.code, refused.json().refused.code]).toEqual([1, 'instance-not-suspended'])
    expect([unknown.code, stray.code, missing.code, broken.code]).toEqual([2, 2, 2, 2])
    expect(stray.err).toContain('--to')
    expect(missing.err).toContain('--due-at')
  })
})
