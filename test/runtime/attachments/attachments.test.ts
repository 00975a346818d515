import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  folderAttachments,
  type AddAttachment,
  type AttachmentRow,
  type Engine,
} from '../../../engine/index.js'
import { accepted, openTestEngine } from '../open-test-engine.js'
import { claims } from './claims.js'

const ann = { id: 'ann', roles: ['clerk'] }
const content = new TextEncoder().encode('a photograph')

async function added(engine: Engine, change: Partial<AddAttachment> = {}): Promise<AttachmentRow> {
  const answer = await engine.attachments.add({ content, actor: ann, ...change })
  if (!answer.attachment) throw new Error(`Refused: ${answer.refused.code}`)
  return answer.attachment
}

describe('An attachment', () => {
  it('has an id of its own, though its content is kept once', async () => {
    const t = await openTestEngine()

    const first = await added(t.engine, { name: 'a.jpg', mediaType: 'Image/JPEG; q=1' })
    const second = await added(t.engine)

    expect(first).toMatchObject({ name: 'a.jpg', mediaType: 'image/jpeg', size: 12, uploadedBy: 'ann' })
    expect(second.id).not.toBe(first.id)
    expect(second).toMatchObject({ sha256: first.sha256, mediaType: 'application/octet-stream' })
    expect(await t.sql('select count(*) as kept from aftercare_attachment_contents')).toEqual([{ kept: 1 }])
    expect(await t.engine.attachments.read(first.id)).toMatchObject({ attachment: first })
    await t.close()
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\files\\a.jpg', 'a.jpg'],
    ['a\r\nSet-Cookie: b.jpg', 'aSet-Cookie: b.jpg'],
    ['\u202Egpj.exe', 'gpj.exe'],
    ['  ', 'attachment'],
  ])('is called by the plain part of its name: %j', async (name, plain) => {
    const t = await openTestEngine()

    expect((await added(t.engine, { name })).name).toBe(plain)
    await t.close()
  })

  it('is refused when the hash its sender counted is another one, and when it is too large', async () => {
    const t = await openTestEngine({ largestAttachment: 11 })
    const small = content.slice(0, 11)

    const wrong = await t.engine.attachments.add({ content: small, sha256: '0'.repeat(64), actor: ann })
    const large = await t.engine.attachments.add({ content, actor: ann })

    expect(wrong.refused?.code).toBe('attachment-hash-wrong')
    expect(large.refused?.code).toBe('attachment-too-large')
    expect(await t.sql('select * from aftercare_attachment_contents')).toEqual([])
    await t.close()
  })

  it.each([
    ['nothing', { content: new Uint8Array() }],
    ['no media type', { mediaType: 'picture' }],
    ['no hash', { sha256: 'abc' }],
  ])('is misused with %s', async (_, change) => {
    const t = await openTestEngine()

    await expect(t.engine.attachments.add({ content, actor: ann, ...change })).rejects.toMatchObject({
      code: 'usage-wrong',
    })
    await t.close()
  })

  it('is told to be damaged when a folder holds something else, and when it is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aftercare-attachments-'))
    const t = await openTestEngine({ attachments: folderAttachments(folder) })
    const { id, sha256 } = await added(t.engine)
    const file = join(folder, sha256.slice(0, 2), sha256)

    await writeFile(file, 'something else')
    await expect(t.engine.attachments.read(id)).rejects.toMatchObject({ code: 'attachment-damaged' })
    await rm(file)
    await expect(t.engine.attachments.read(id)).rejects.toMatchObject({ code: 'attachment-damaged' })

    expect(await readdir(join(folder, sha256.slice(0, 2)))).toEqual([])
    expect(await t.sql('select * from aftercare_attachment_contents')).toEqual([])
    await t.close()
    await rm(folder, { recursive: true })
  })

  it('is used by the cases whose answers name it, and by no other', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const { id } = await added(t.engine)
    const case1 = accepted(await t.engine.create('claim', { actor: ann, data: { photo: id } }))
    const case2 = accepted(await t.engine.create('claim', { actor: ann, data: { notes: id } }))
    accepted(await t.engine.note(case2.id, { actor: ann, text: id }))

    expect(await t.engine.attachments.usedBy(id)).toEqual([case1.id])
    const none = await t.engine.create('claim', { actor: ann, data: { photo: `att-${'0'.repeat(36)}` } })
    expect(none.refused?.code).toBe('unknown-attachment')
    expect(await t.engine.count()).toBe(2)
    await t.close()
  })

  it('cannot be named by whoever did not send it, but by those who work on the case that has it', async () => {
    const t = await openTestEngine({ workflows: claims() })
    const bob = { id: 'bob', roles: ['clerk'] }
    const { id } = await added(t.engine)
    const begin = (actor: typeof ann) => t.engine.create('claim', { actor, data: { photo: id } })

    expect((await begin(bob)).refused?.code).toBe('unknown-attachment')
    const { id: instance } = accepted(await begin(ann))
    expect((await begin(bob)).refused?.code).toBe('unknown-attachment')
    const cleared = { changes: { photo: null }, reason: 'another one', actor: bob }
    accepted(await t.engine.correct(instance, cleared))
    accepted(await t.engine.correct(instance, { ...cleared, changes: { photo: id } }))

    expect(await t.engine.attachments.usedBy(id)).toEqual([instance])
    await t.close()
  })
})
