import { describe, expect, it } from 'vitest'
import { parseTemplateText } from '../../engine/expression/index.js'
import { bindings, scope, withData } from './sample.js'

function rendered(text: string, bound = bindings): unknown {
  const result = parseTemplateText(text, scope)
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join(' '))
  const shown = result.template.render(bound)
  return shown.ok ? shown.text : shown.failure.field
}

describe('a message text', () => {
  it('shows values as people read them', () => {
    expect(
      rendered('${data.claim} / ${data.boughtOn} / ${data.arrivedAt} / ${data.qty} / ${data.hours}'),
    ).toBe('¥1,234.50 / 2026-02-28 / 2026-09-27 04:00 / 3 / 1.5')
    expect(rendered('${data.tags} ${params.quoteWithin} ${data.goodsAt}')).toBe(
      'loan, urgent 3 working days us',
    )
    expect(rendered('${data.claim}', withData({ claim: -1234567.8 }))).toBe('-¥1,234,567.80')
    expect(rendered('${data.claim}', withData({ claim: 0.05 }))).toBe('¥0.05')
  })

  it('keeps everything else as it is', () => {
    expect(rendered('客户 {x} $5 } $${data.qty} ${"}"}')).toBe('客户 {x} $5 } ${data.qty} }')
    expect(rendered('')).toBe('')
  })

  it('fails with the field that is absent', () => {
    expect(rendered('Quote: ${data.quote.total}')).toBe('data.quote.total')
  })

  it('reports all its problems at their places', () => {
    const text = '您好 ${data.goodAt}, ${data.urgent} ${data.parts} ${data.qty'
    const result = parseTemplateText(text, scope)
    expect(
      result.ok ? [] : result.problems.map(({ code, start, end }) => [code, text.slice(start, end)]),
    ).toEqual([
      ['expression-unknown-name', 'goodAt'],
      ['expression-type', 'data.urgent'],
      ['expression-type', 'data.parts'],
      ['expression-syntax', '${data.qty'],
    ])
  })

  it('says what it reads, and what it does not test', () => {
    const text = '${data.note} ${or(data.quote.total, yuan(0))} ${today}'
    const result = parseTemplateText(text, scope)
    if (!result.ok) throw new Error('faulty')
    expect(result.template.reads).toEqual(['data.note', 'data.quote.total'])
    expect(result.template.readsTime).toBe(true)
    expect(result.template.untested).toEqual([{ path: 'data.note', start: 2, end: 11 }])
  })
})
