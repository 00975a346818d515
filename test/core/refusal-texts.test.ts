import { describe, expect, it } from 'vitest'
import type { Refusal, Text } from '../../engine/errors/index.js'
import { acceptedEvents } from '../../engine/core/index.js'
import { clerk, expectAdvanced, expectRefused, leader, Play, processOf } from './play.js'

const title = (chinese: string, english: string) => `title: { zh-CN: ${chinese}, en: ${english} }`
const body = `
fields:
  amount: { type: integer, label: { zh-CN: 金额, en: Amount } }
  quote: { type: object, label: { zh-CN: 报价, en: Quote }, fields: { total: { type: money, label: { zh-CN: 总额, en: Total } } } }
editable: { fields: [amount], roles: [clerk] }
forms:
  enter: { ask: [amount], required: [amount], also: { code: { type: text, label: { zh-CN: 验证码, en: Code } } } }
parameters:
  most: { type: integer, required: true, default: 10, ${title('上限', 'Upper limit')} }
initial: open
states:
  open:
    ${title('待登记', 'To be entered')}
    task: clerk
    on:
      enter: { ${title('登记', 'Enter')}, form: enter, target: review }
      code: { ${title('核对', 'Check the code')}, form: enter, guard: event.code == "1", target: review }
      quoted: { ${title('报价', 'Quote')}, guard: data.quote.total > yuan(1), target: review }
      guarded: { ${title('转复核', 'Hand over')}, guard: 'or(data.amount, 0) > 5', target: review }
      divided: { ${title('均摊', 'Share out')}, guard: '10 / or(data.amount, 0) > 1', target: review }
      finish: { ${title('办结', 'Close')}, target: closed }
      internal: { ${title('内部', 'Internal')}, roles: [], target: closed }
  review:
    ${title('复核中', 'Under review')}
    initial: first
    states:
      first:
        ${title('初核', 'First look')}
        task: { roles: [leader, clerk], notBy: [enter] }
        on:
          approve: { ${title('批准', 'Approve')}, target: closed }
  closed: { type: final, outcome: closed, ${title('已办结', 'Closed')} }
`

describe('the text of a refusal', () => {
  const refused = (event: string, options: Parameters<Play['send']>[1] = {}, code: string): Text =>
    expectRefused(Play.begin(body).send(event, options), code).text

  it('names fields by their labels', () => {
    expect(refused('enter', {}, 'payload-invalid')).toEqual({
      'zh-CN': '缺少“金额”。',
      en: "Expected 'Amount' to be given, but it is missing.",
    })
    const payload = { amount: 'x' }
    expect(refused('enter', { payload }, 'payload-invalid')['zh-CN']).toBe('“金额”应为整数，现为“x”。')
    const created = expectRefused(
      new Play(processOf(body)).create({ quote: { total: 'x' } }),
      'payload-invalid',
    )
    expect(created).toMatchObject({
      text: { 'zh-CN': '“报价 › 总额”应为以元计的金额（例如 480.50），现为“x”。' },
      reasons: [{ field: 'quote.total' }],
    })
  })

  it('names a value that a condition misses as the form does', () => {
    expect(refused('quoted', {}, 'field-missing')).toEqual({
      'zh-CN': '缺少“报价 › 总额”的值。',
      en: "Expected a value in 'Quote › Total', but there is none.",
    })
    expect(refused('code', { payload: { amount: 1 } }, 'field-missing')['zh-CN']).toBe('缺少“验证码”的值。')
  })

  it('keeps the detail of a calculation that failed', () => {
    expect(refused('divided', {}, 'expression-failed')['zh-CN']).toMatch(/^无法计算：/)
  })

  it('names events and states by their titles, the innermost states alone', () => {
    expect(refused('approve', { actor: leader }, 'event-not-accepted')).toEqual({
      'zh-CN': '当前状态“待登记”不接受“批准”。',
      en: "Expected an event that is accepted in 'To be entered' now, but 'Approve' is not.",
    })
    const play = Play.begin(body)
    expectAdvanced(play.send('enter', { payload: { amount: 1 } }))
    const late = expectRefused(play.send('enter', { payload: { amount: 1 } }), 'event-not-accepted')
    expect(late.text['zh-CN']).toBe('当前状态“初核”不接受“登记”。')
    const aside = expectRefused(play.send('enter', { to: 'review' }), 'event-not-accepted')
    expect(aside.text['zh-CN']).toBe('“复核中”现在不接受“登记”。')
  })

  it('names a title once in which several regions stand', () => {
    const region = `
      initial: naming
      states:
        naming: { ${title('确定成员', 'Naming the members')}, task: clerk, on: { name: named } }
        named: { type: final }`
    const play = Play.begin(`
events: { name: { ${title('确定', 'Name')} }, late: { ${title('补报', 'Report')} } }
initial: both
states:
  both:
    type: parallel
    onDone: closed
    states:
      quality:${region.replaceAll('\n', '\n  ')}
      service:${region.replaceAll('\n', '\n  ')}
      sales:
        initial: asking
        states:
          asking: { ${title('询问', 'Asking')}, task: clerk, on: { name: asked } }
          asked: { type: final }
  closed: { on: { late: { roles: [clerk], target: done } } }
  done: { type: final }
`)
    expect(expectRefused(play.send('late'), 'event-not-accepted').text).toEqual({
      'zh-CN': '当前状态“确定成员”、“询问”不接受“补报”。',
      en: "Expected an event that is accepted in 'Naming the members', 'Asking' now, but 'Report' is not.",
    })
  })

  it('says who may, and who may not for having done the first half', () => {
    expect(refused('enter', { actor: leader }, 'forbidden')).toEqual({
      'zh-CN': '“登记”只能由以下角色办理：clerk。',
      en: "Expected one of the roles clerk to send 'Enter', but the sender has none of them.",
    })
    expect(refused('internal', {}, 'forbidden')['zh-CN']).toBe('“内部”不能由人办理。')
    const play = Play.begin(body)
    expectAdvanced(play.send('enter', { payload: { amount: 1 } }))
    expect(expectRefused(play.send('approve'), 'forbidden').text).toEqual({
      'zh-CN': '按双人复核的要求，办理过“登记”的人不能再办理“批准”。',
      en: "Four eyes: whoever sent 'Enter' in this case may not send 'Approve'.",
    })
    const begun = expectRefused(new Play(processOf(body)).create({}, leader), 'forbidden')
    expect(begun.text['zh-CN']).toBe('流程“试”只能由以下角色发起：clerk。')
  })

  it('calls roles as the house does', () => {
    const play = new Play(processOf(body))
    play.roleTitles = { clerk: { 'zh-CN': '业务员', en: 'Service clerk' } }
    expect(expectRefused(play.create({}, leader), 'forbidden').text).toEqual({
      'zh-CN': '流程“试”只能由以下角色发起：业务员。',
      en: "Expected one of the roles Service clerk to begin a case of 'Probe', but the sender has none of them.",
    })
    expectAdvanced(play.create())
    expect(expectRefused(play.send('enter', { actor: leader }), 'forbidden').text).toEqual({
      'zh-CN': '“登记”只能由以下角色办理：业务员。',
      en: "Expected one of the roles Service clerk to send 'Enter', but the sender has none of them.",
    })
    const correct = { kind: 'correct', changes: { amount: 1 }, reason: 'x', actor: leader } as const
    expect(expectRefused(play.run(correct), 'not-editable').text).toEqual({
      'zh-CN': '只有以下角色可以更正：业务员。',
      en: "Expected one of the roles Service clerk to correct data of 'Probe', but the sender has none of them.",
    })
    const [told] = acceptedEvents(play.process, play.facts, play.case, leader, play.now)
    expect(told?.refusal?.text['zh-CN']).toBe('“登记”只能由以下角色办理：业务员。')
  })

  it('names the event whose condition does not hold, the one without a form, the one nobody knows', () => {
    expect(refused('guarded', {}, 'guard-not-met')['zh-CN']).toBe('“转复核”的条件现在不满足。')
    expect(refused('finish', { payload: { note: 1 } }, 'payload-invalid')['zh-CN']).toBe(
      '“办结”没有要填写的内容，不接受“note”。',
    )
    expect(refused('nonsense', {}, 'unknown-event')['zh-CN']).toBe('流程“试”中没有事件“nonsense”。')
  })

  it('names the state whose visit is over', () => {
    const expectedVisit = { state: 'review.first', visit: 1 }
    expect(refused('approve', { expectedVisit }, 'visit-over')['zh-CN']).toBe(
      '“初核”的这一次办理已经结束，请刷新后再试。',
    )
  })

  it('names what may be corrected instead', () => {
    const correct = (field: string, actor = clerk): Refusal =>
      expectRefused(
        Play.begin(body).run({ kind: 'correct', changes: { [field]: 1 }, reason: 'x', actor }),
        'not-editable',
      )
    expect(correct('quote.total').text).toEqual({
      'zh-CN': '“报价 › 总额”不能更正；可以更正的有：金额。',
      en: "Expected one of Amount to be corrected, but 'Quote › Total' may not be.",
    })
    expect(correct('amount', leader).text['zh-CN']).toBe('只有以下角色可以更正：clerk。')
  })

  it('names a parameter without a value by its title', () => {
    const unset = processOf(body.replace('default: 10, ', ''))
    expect(expectRefused(new Play(unset).create(), 'parameter-unset').text).toEqual({
      'zh-CN': '参数“上限”没有设定，不能发起。',
      en: "Expected a value for the parameter 'Upper limit', but no profile sets one.",
    })
  })

  it('is the same where accepted events are listed', () => {
    const play = Play.begin(body)
    const listed = acceptedEvents(play.process, play.facts, play.case, clerk, play.now)
    const texts = Object.fromEntries(listed.map(({ event, refusal }) => [event, refusal?.text['zh-CN']]))
    expect(texts).toMatchObject({
      guarded: '“转复核”的条件现在不满足。',
      quoted: '缺少“报价 › 总额”的值。',
    })
  })
})
