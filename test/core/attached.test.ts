import { describe, expect, it } from 'vitest'
import { attachmentUseKey } from '../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, Play, processOf } from './play.js'

const process = processOf(`
editable: { fields: [photo], roles: [clerk] }
fields:
  photo: { type: attachment, label: { zh-CN: 照片, en: Photograph } }
  box:
    type: object
    label: { zh-CN: 箱, en: Box }
    fields: { label: { type: attachment, label: { zh-CN: 标签, en: Label } }, note: text }
  scans: { type: list, of: attachment }
  signature: { type: signature }
forms:
  look: { ask: [photo, box.label, scans, signature], also: { receipt: { type: attachment, label: { zh-CN: 收条, en: Receipt } } } }
initial: open
states:
  open: { title: { zh-CN: 办理, en: Open }, task: clerk, on: { look: { form: look, target: open } } }
`)

function opened(stored: readonly string[]): Play {
  const play = new Play(process)
  play.known = { attachments: Object.fromEntries(stored.map((id) => [id, { uploadedBy: clerk.id }])) }
  expectAdvanced(play.create())
  return play
}

describe('an answer that refers to an attachment', () => {
  it.each([
    ['photo', { photo: 'att-2' }, 'Photograph'],
    ['box.label', { box: { label: 'att-2' } }, 'Box › Label'],
    ['scans[1]', { scans: ['att-1', 'att-2'] }, 'scans'],
    ['signature', { signature: 'att-2' }, 'signature'],
    ['receipt', { receipt: 'att-2' }, 'Receipt'],
  ])('is refused when there is none, and the field is named: %s', (field, payload, label) => {
    const play = opened(['att-1'])

    const refusal = expectRefused(play.send('look', { payload }), 'unknown-attachment')

    expect(refusal.reasons).toMatchObject([{ field, found: 'att-2' }])
    expect(refusal.text.en).toContain(`'${label}'`)
    expect(play.case.data).toEqual({})
  })

  it('is taken when there is one; a signature may also be any other text', () => {
    const play = opened(['att-1', 'att-2'])

    expectAdvanced(play.send('look', { payload: { photo: 'att-1', scans: ['att-2'], signature: '王小明' } }))

    expect(play.case.data).toEqual({ photo: 'att-1', scans: ['att-2'], signature: '王小明' })
  })

  it('is none where somebody typed a name that begins like an id', () => {
    const play = opened([])
    const signature = 'att-Lindqvist (name typed in place of a handwritten signature)'

    expectAdvanced(play.send('look', { payload: { signature } }))

    expect(play.case.data).toEqual({ signature })
  })

  it('is looked up together with all others of the event: fifty take the step again once', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `att-${index}`)
    const play = opened(ids)

    expectAdvanced(play.send('look', { payload: { photo: 'att-3', scans: ids, receipt: 'att-7' } }))

    expect(play.questions).toEqual([
      { kind: 'attachment', keys: ['att-3', ...ids.filter((id) => id !== 'att-3')] },
    ])
  })

  it('is looked at when a case begins and when it is corrected, too', () => {
    const play = opened([])
    const correct = { kind: 'correct', changes: { photo: 'att-2' }, reason: 'wrong', actor: clerk } as const

    expectRefused(play.run(correct), 'unknown-attachment')
    expectRefused(new Play(process).create({ photo: 'att-2' }), 'unknown-attachment')
    expectAdvanced(play.run({ kind: 'note', text: 'att-2', actor: clerk }))
  })
})

describe('an attachment somebody else has sent', () => {
  const others = { 'att-1': { uploadedBy: 'bob' }, 'att-2': { uploadedBy: clerk.id } }
  const openedAmong = (used: readonly string[] = []): Play => {
    const play = new Play(process)
    play.known = {
      attachments: others,
      attachmentUses: Object.fromEntries(used.map((id) => [attachmentUseKey(id, ['c1']), true])),
    }
    expectAdvanced(play.create())
    return play
  }

  it('is refused like one that is not there, unless the case refers to it', () => {
    const refusal = expectRefused(
      openedAmong().send('look', { payload: { photo: 'att-1' } }),
      'unknown-attachment',
    )
    const none = expectRefused(
      openedAmong().send('look', { payload: { photo: 'att-9' } }),
      'unknown-attachment',
    )
    const taken = expectAdvanced(openedAmong(['att-1']).send('look', { payload: { photo: 'att-1' } }))

    expect(refusal.text).toEqual(none.text)
    expect(taken.attachments).toEqual(['att-1'])
  })

  it('may be named to people of an outside party only where they see it', () => {
    const play = new Play(
      processOf(`
parties: { factory: { is: data.factory, sees: [photo, remark] } }
fields:
  factory: { type: text }
  photo: { type: attachment }
  bill: { type: attachment }
  remark: { type: text }
forms: { look: { ask: [photo, bill, remark] } }
initial: open
states:
  open: { title: { zh-CN: 办理, en: Open }, task: [clerk, factory], on: { look: { form: look, target: open } } }
`),
    )
    const sun = { id: 'sun', roles: ['factory'], party: 'south' }
    play.known = { attachments: { 'att-1': { uploadedBy: clerk.id }, 'att-2': { uploadedBy: clerk.id } } }
    expectAdvanced(play.create({ factory: 'south', bill: 'att-1', photo: 'att-2' }))

    expectAdvanced(play.send('look', { actor: sun, payload: { remark: 'att-1' } }))
    expectRefused(play.send('look', { actor: sun, payload: { photo: 'att-1' } }), 'unknown-attachment')
    expectAdvanced(play.send('look', { actor: sun, payload: { photo: 'att-2' } }))
  })
})

describe('the attachments a step refers to', () => {
  it('are the answers of such fields, and those that come into one; a text that reads like one is none', () => {
    const play = new Play(
      processOf(`
fields:
  remark: { type: text }
  photo: { type: attachment }
  copy: { type: attachment }
forms: { look: { ask: [remark, photo] } }
initial: open
states:
  open:
    title: { zh-CN: 办理, en: Open }
    task: clerk
    on: { look: { form: look, target: open, actions: { assign: { copy: =data.remark } } } }
`),
    )
    play.known = { attachments: { 'att-1': { uploadedBy: clerk.id }, 'att-2': { uploadedBy: 'bob' } } }
    expectAdvanced(play.create({ remark: 'att-1' }))

    expect(expectAdvanced(play.send('look', { payload: { remark: 'att-2' } })).attachments).toEqual([])
    expect(expectAdvanced(play.send('look', { payload: { remark: 'att-1' } })).attachments).toEqual(['att-1'])
    expect(
      expectAdvanced(play.send('look', { payload: { remark: 'x', photo: 'att-1' } })).attachments,
    ).toEqual(['att-1'])
  })
})
