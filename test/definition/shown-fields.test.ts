import { describe, expect, it } from 'vitest'
import { compiled, processFile } from './check-files.js'

const fields = `fields:
  offer: { type: object, label: { zh-CN: 报价, en: Offer }, fields: { total: { type: money, label: { zh-CN: 合计, en: Total } } } }
  note: { type: text, label: { zh-CN: 备注, en: Note } }
`
const shownBy = (events: string): readonly string[] | undefined =>
  compiled(processFile({ parts: fields + events })).events.get('finish')?.shows

describe('what an event shows', () => {
  it('is fields and parts of them in the order of the file, one alone in its short form, each once', () => {
    expect(shownBy('events: { finish: { shows: [offer.total, note, offer.total] } }')).toEqual([
      'offer.total',
      'note',
    ])
    expect(shownBy('events: { finish: { title: { zh-CN: 结束, en: Finish }, shows: note } }')).toEqual([
      'note',
    ])
    expect(shownBy('events: { finish: { zh-CN: 结束, en: Finish } }')).toBeUndefined()
  })

  it('makes another version of the process', () => {
    const hashOf = (events: string): string => compiled(processFile({ parts: fields + events })).hash

    expect(hashOf('events: { finish: { shows: note } }')).not.toBe(
      hashOf('events: { finish: { shows: offer } }'),
    )
  })
})
