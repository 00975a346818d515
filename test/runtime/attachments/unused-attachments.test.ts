import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createEngine, folderAttachments, type Answer, type AttachmentStore } from '../../../engine/index.js'
import { testedDatabase } from '../open-test-database.js'
import { accepted, day, hour, openTestEngine, refused, type TestEngine } from '../open-test-engine.js'
import { claims } from './claims.js'

const ann = { id: 'ann', roles: ['clerk'] }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

async function add({ engine }: TestEngine, text = 'a photograph'): Promise<string> {
  const answer = await engine.attachments.add({ content: bytes(text), actor: ann })
  if (!answer.attachment) throw new Error(`Refused: ${answer.refused.code}`)
  return answer.attachment.id
}

const begin = ({ engine }: TestEngine, photo: string): Promise<Answer> =>
  engine.create('claim', { actor: ann, data: { photo } })

const later = ({ clock }: TestEngine, by: number): void => clock.moveTo(clock.now() + by)

/** Resolves once a transaction waits for a name that another one holds, or `work` is through. */
async function waitingOrThrough(t: TestEngine, work: Promise<unknown>): Promise<void> {
  const seen = { isThrough: false }
  void work.finally(() => (seen.isThrough = true)).catch(() => undefined)
  const waiting = "select count(*) as n from pg_locks where locktype = 'advisory' and not granted"
  while (!seen.isThrough && Number((await t.sql(waiting))[0]?.['n']) === 0);
}

const kept = async (t: TestEngine): Promise<number> =>
  (await t.sql('select sha256 from aftercare_attachment_contents')).length

describe('an attachment no case refers to', () => {
  it('is removed after seven days, content included, and a case cannot name it any more', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const id = await add(t)
    later(t, 7 * day)
    expect(await t.engine.attachments.removeUnused()).toBe(0)
    later(t, 1)

    expect(await t.engine.attachments.removeUnused()).toBe(1)

    expect(await t.engine.attachments.read(id)).toBeUndefined()
    expect(await kept(t)).toBe(0)
    expect(refused(await begin(t, id))).toBe('unknown-attachment')
    await t.close()
  })

  it('is removed by the hourly tidying, after the time that was set', async () => {
    const t = await openTestEngine({ workflows: claims(), unusedAttachmentRetention: 2 * hour })
    await t.engine.start()
    const id = await add(t)
    for (let hours = 0; hours < 4; hours += 1) {
      later(t, hour)
      await t.engine.runDue()
    }

    // The tidying is begun by then, and nobody waits for it.
    await expect.poll(() => t.engine.attachments.find(id)).toBeUndefined()
    expect(t.log).toEqual([])
    await t.close()
  })

  it('leaves its content where another attachment has the same', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const first = await add(t)
    later(t, 6 * day)
    const second = await add(t)
    later(t, 2 * day)

    expect(await t.engine.attachments.removeUnused()).toBe(1)

    expect(await t.engine.attachments.find(first)).toBeUndefined()
    expect(await t.engine.attachments.read(second)).toBeDefined()
    await t.close()
  })

  it('is not kept for less than an hour', async () => {
    await expect(openTestEngine({ unusedAttachmentRetention: hour - 1 })).rejects.toMatchObject({
      code: 'configuration-invalid',
    })
  })
})

describe('an attachment a case refers to', () => {
  it('is kept however old it is', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const id = await add(t)
    accepted(await begin(t, id))
    later(t, 400 * day)

    expect(await t.engine.attachments.removeUnused()).toBe(0)

    expect(await t.engine.attachments.read(id)).toBeDefined()
    await t.close()
  })

  it('is kept when the removal comes while the step that names it is being committed', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const id = await add(t)
    later(t, 8 * day)

    const other = await t.database.open()
    const { clock } = t
    const beside = await createEngine({ ...other, clock, workflows: claims() })

    const trx = await t.handles.db.transaction()
    const named = await t.engine.create('claim', { actor: ann, data: { photo: id }, trx })
    // Waits for the lock of the transaction above.
    const removal = beside.attachments.removeUnused()
    await trx.commit()

    expect(await removal).toBe(0)
    expect(accepted(named).data['photo']).toBe(id)
    expect(await t.engine.attachments.read(id)).toBeDefined()
    await beside.stop()
    await other.close()
    await t.close()
  })

  it('is removed when the step that names it was rolled back', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const id = await add(t)
    later(t, 8 * day)

    const trx = await t.handles.db.transaction()
    await t.engine.create('claim', { actor: ann, data: { photo: id }, trx })
    await trx.rollback()

    expect(await t.engine.attachments.removeUnused()).toBe(1)
    await t.close()
  })

  it('can be read whenever the step was accepted, in whichever order the two come', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const ids: string[] = []
    for (let count = 0; count < 30; count += 1) ids.push(await add(t, `photograph ${count}`))
    later(t, 8 * day)

    const [answers] = await Promise.all([
      Promise.all(ids.map((id) => begin(t, id))),
      t.engine.attachments.removeUnused(),
      t.engine.attachments.removeUnused(),
    ])

    for (const [index, id] of ids.entries()) {
      const there = await t.engine.attachments.read(id)
      expect(there !== undefined).toBe(answers[index]?.refused === undefined)
    }
    await t.close()
  })
})

describe('content that is kept outside the database', () => {
  const open = async (change: (contents: AttachmentStore) => Partial<AttachmentStore> = () => ({})) => {
    const folder = await mkdtemp(join(tmpdir(), 'aftercare-attachments-'))
    const contents = folderAttachments(folder)
    const attachments = { ...contents, ...change(contents) }
    const t = await openTestEngine({ workflows: claims(), attachments })
    const files = async (): Promise<number> =>
      (await readdir(folder, { recursive: true })).filter((name) => name.length > 60).length
    const close = async (): Promise<void> => {
      await t.close()
      await rm(folder, { recursive: true })
    }
    return { t, files, close }
  }

  it('is removed with its attachment', async () => {
    const { t, files, close } = await open()
    await add(t, 'one')
    accepted(await begin(t, await add(t, 'two')))
    later(t, 8 * day)

    expect(await t.engine.attachments.removeUnused()).toBe(1)

    expect(await files()).toBe(1)
    await close()
  })

  it('is taken away the next time when it could not be, and nobody can name it in between', async () => {
    let fails = true
    const { t, files, close } = await open((contents) => ({
      remove: (sha256) =>
        fails
          ? Promise.reject(new Error('the disk is gone'))
          : (contents.remove?.(sha256) ?? Promise.resolve()),
    }))
    const id = await add(t)
    later(t, 8 * day)

    expect(await t.engine.attachments.removeUnused()).toBe(0)
    expect(t.log).toEqual(['error engine-bug'])
    expect(refused(await begin(t, id))).toBe('unknown-attachment')
    expect(await t.engine.attachments.find(id)).toBeUndefined()
    fails = false
    expect(await t.engine.attachments.removeUnused()).toBe(1)

    expect(await files()).toBe(0)
    await close()
  })

  it('is taken away from all others where one file cannot be', async () => {
    const stuck = new Set<string>()
    const { t, files, close } = await open((contents) => ({
      remove: (sha256) =>
        stuck.has(sha256)
          ? Promise.reject(new Error('held by a scanner'))
          : (contents.remove?.(sha256) ?? Promise.resolve()),
    }))
    for (let count = 0; count < 50; count += 1) {
      const id = await add(t, `photograph ${count}`)
      // More than one round of them, the oldest of all.
      if (count < 25) stuck.add((await t.engine.attachments.find(id))?.sha256 ?? '')
      later(t, 1)
    }
    later(t, 8 * day)

    expect(await t.engine.attachments.removeUnused()).toBe(25)

    expect(await files()).toBe(25)
    expect(t.log).toEqual(['error engine-bug'])
    stuck.clear()
    expect(await t.engine.attachments.removeUnused()).toBe(25)
    expect(await files()).toBe(0)
    await close()
  })

  it('is refused to a step, and there for whoever adds the same again, while it is taken away', async () => {
    const meanwhile: { step?: Promise<Answer>; again?: Promise<string> } = {}
    const { t, close } = await open((contents) => ({
      remove: async (sha256) => {
        meanwhile.step = begin(t, id)
        meanwhile.again = add(t)
        await contents.remove?.(sha256)
      },
    }))
    const id = await add(t)
    later(t, 8 * day)

    expect(await t.engine.attachments.removeUnused()).toBe(1)

    expect(refused((await meanwhile.step) ?? (await begin(t, id)))).toBe('unknown-attachment')
    expect(await t.engine.attachments.read((await meanwhile.again) ?? '')).toBeDefined()
    await close()
  })

  it.runIf(testedDatabase === 'postgres')(
    'is there for whoever adds the same again on another node, just when it is found to be free',
    async () => {
      let again: Promise<string> | undefined
      const { t, close } = await open((contents) => ({
        remove: async (sha256) => {
          again = add(t)
          // Either it is through, or it waits for the removal.
          await waitingOrThrough(t, again)
          await contents.remove?.(sha256)
        },
      }))
      await add(t)
      later(t, 8 * day)

      expect(await t.engine.attachments.removeUnused()).toBe(1)

      expect(await t.engine.attachments.read((await again)!)).toBeDefined()
      await close()
    },
  )

  it('stays where the store cannot remove, and the attachment goes all the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aftercare-attachments-'))
    const { ...contents } = folderAttachments(folder)
    delete contents.remove
    const t = await openTestEngine({ workflows: claims(), attachments: contents })
    const id = await add(t)
    later(t, 8 * day)

    expect(await t.engine.attachments.removeUnused()).toBe(1)

    expect(await t.engine.attachments.find(id)).toBeUndefined()
    expect(await readdir(folder)).toHaveLength(1)
    await t.close()
    await rm(folder, { recursive: true })
  })
})
