import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyStore } from '../../engine/index.js'
import { accepted, day, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

describe('A corrupted row', () => {
  let t: TestEngine
  let damaged: string
  let other: string
  beforeEach(async () => {
    t = await openTestEngine()
    damaged = await begin()
    other = await begin()
  })
  afterEach(() => t.close())

  const begin = async (): Promise<string> =>
    accepted(await t.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } })).id
  const findings = async () => (await verifyStore(t.engine.store)).findings
  /** Everything that another case can do goes on, and lists show both. */
  async function expectContained(): Promise<void> {
    expect((await t.engine.list()).items.map(({ id }) => id).sort()).toEqual([damaged, other].sort())
    expect((await t.engine.tasks({})).items.length).toBeGreaterThan(0)
    accepted(await t.engine.note(other, { text: 'still here', actor: ann }))
    t.clock.moveTo(t.clock.now() + day)
    await t.engine.runDue()
    expect((await t.engine.get(other))?.active.map(({ path }) => path)).toEqual(['under-way'])
  }

  it('of a record is an error of its case alone, which is named, and holds up no other', async () => {
    await t.sql('update aftercare_instances set record = substr(record, 1, 40) where id = ?', [damaged])

    await expect(t.engine.get(damaged)).rejects.toMatchObject({ code: 'database-failed' })
    await expect(t.engine.send(damaged, 'go', { actor: ann })).rejects.toMatchObject({
      code: 'database-failed',
    })
    await expectContained()
    expect(t.log.some((line) => line.startsWith('error') && line.includes(damaged))).toBe(true)
    expect(await findings()).toMatchObject([{ kind: 'record-damaged', instance: damaged }])
  })

  it('of the trail is found by verify and named with its case and number, and nothing else is', async () => {
    await t.sql(
      `update aftercare_trail set body = replace(body, 'waiting', 'standing') where instance = ? and seq = 2`,
      [damaged],
    )

    expect(await findings()).toMatchObject([{ kind: 'row-altered', instance: damaged, seq: 2 }])
    await expectContained()
  })

  it('of the trail that is no JSON any more is found too', async () => {
    await t.sql(`update aftercare_trail set body = substr(body, 1, 10) where instance = ? and seq = 2`, [
      damaged,
    ])

    expect((await findings())[0]).toMatchObject({ kind: 'row-altered', instance: damaged })
    await expectContained()
  })

  it('of an attachment is told by whoever reads it, and of no other', async () => {
    const add = async (text: string): Promise<string> => {
      const added = await t.engine.attachments.add({ content: Buffer.from(text), actor: ann })
      return added.attachment?.id ?? ''
    }
    const [cut, whole] = [await add('a long picture'), await add('another picture')]
    await t.sql(
      `update aftercare_attachment_contents set content = substr(content, 1, 4)
       where sha256 = (select sha256 from aftercare_attachments where id = ?)`,
      [cut],
    )

    await expect(t.engine.attachments.read(cut)).rejects.toMatchObject({ code: 'attachment-damaged' })
    expect((await t.engine.attachments.read(whole))?.content.length).toBe(15)
    expect(await findings()).toMatchObject([{ kind: 'attachment-damaged' }])
    await expectContained()
  })
})
