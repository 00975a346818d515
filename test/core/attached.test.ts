import { describe, expect, it } from 'vitest'
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
  play.known = { attachments: Object.fromEntries(stored.map((id) => [id, true])) }
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
