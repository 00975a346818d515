import { describe, expect, it } from 'vitest'
import type { Actor, Command, OperatorAction } from '../../engine/core/index.js'
import type { Text } from '../../engine/errors/index.js'
import { clerk, expectAdvanced, expectRefused, Play, processOf } from './play.js'

const title = (chinese: string, english: string) => `title: { zh-CN: ${chinese}, en: ${english} }`
const body = `
onCancel: recall
initial: entering
states:
  entering:
    ${title('待登记', 'To be entered')}
    task: { roles: [clerk], mayAssign: [dispatcher] }
    deadlines:
      promised: { ${title('答复期限', 'Answer in time')}, within: 2 hours }
    on:
      enter: { ${title('登记', 'Enter')}, target: review }
      check: { ${title('核对', 'Check')}, notBy: [enter], target: leaving }
  review:
    ${title('复核中', 'Under review')}
    on:
      approve: { ${title('批准', 'Approve')}, roles: [clerk], notBy: [enter], target: leaving }
      hand-back: { ${title('退回', 'Hand back')}, roles: [clerk], onlyBy: [enter], target: entering }
      recall: { ${title('撤回', 'Call back')}, roles: [clerk], target: closed }
  leaving: { ${title('收尾', 'Leaving')}, always: closed }
  closed: { type: final, outcome: closed, ${title('已办结', 'Closed')} }
`
const ann: Actor = { id: 'ann', roles: ['clerk'] }
const bob: Actor = { id: 'bob', roles: ['clerk'] }

/** A case in its first state, the task of which ann has. */
function taken(): Play {
  const play = new Play(processOf(body))
  play.roleTitles = { dispatcher: { 'zh-CN': '派工员', en: 'Dispatcher' } }
  expectAdvanced(play.create())
  expectAdvanced(play.run({ kind: 'claim', task: taskOf(play), actor: ann }))
  return play
}

const taskOf = (play: Play): string => play.case.tasks[0]?.id ?? ''
const operate = (act: OperatorAction): Command => ({ kind: 'operate', act, reason: 'x', actor: clerk })

describe('a refusal', () => {
  const textOf = (play: Play, command: Command, code: string): Text =>
    expectRefused(play.run(command), code).text

  it('says that somebody else has a task, and who it is for programs alone', () => {
    const refusal = expectRefused(taken().send('enter', { actor: bob }), 'task-taken')
    expect(refusal.text).toEqual({
      'zh-CN': '“待登记”正由他人办理。',
      en: "Expected 'To be entered' to be free or your own, but somebody else has it.",
    })
    expect(refusal.reasons[0]?.found).toBe('ann')
  })

  it('calls the roles that give a task to others as the house does', () => {
    const play = taken()
    expect(textOf(play, { kind: 'release', task: taskOf(play), actor: bob }, 'forbidden')).toEqual({
      'zh-CN': '“待登记”只能由以下人员转交或退回：现办理人、派工员。',
      en: "Expected one of whoever has it, Dispatcher to give 'To be entered' away, but it was somebody else.",
    })
  })

  it('names no person where four eyes are asked for, nor where only one may go on', () => {
    const play = taken()
    expectAdvanced(play.send('enter', { actor: ann }))
    const deputy: Actor = {
      id: 'bob',
      roles: ['clerk'],
      standsInFor: [{ person: 'ann', roles: ['clerk'] }],
    }
    expect(expectRefused(play.send('approve', { actor: deputy }), 'forbidden').text).toEqual({
      'zh-CN': '按双人复核的要求，为办理过“登记”的人代班者也不能办理“批准”。',
      en: "Four eyes: whoever stands in for somebody who sent 'Enter' in this case may not send 'Approve' either.",
    })
    expect(expectRefused(play.send('hand-back', { actor: bob }), 'forbidden').text).toEqual({
      'zh-CN': '“退回”只能由办理“登记”的人办理。',
      en: "Expected whoever sent 'Enter' in this case to send 'Hand back', but it was somebody else.",
    })
  })

  it('names a clock by its title', () => {
    const play = taken()
    const clock = play.case.deadlines[0]?.id ?? ''
    expect(textOf(play, operate({ action: 'withdraw-deadline', clock }), 'due-point-not-set')).toEqual({
      'zh-CN': '“答复期限”的到期时间没有人工设定，无需撤回。',
      en: "Expected a due point that was set by hand, but 'Answer in time' is due by its rule. There is nothing to withdraw.",
    })
    const early = operate({ action: 'set-deadline', clock, dueAt: play.now - 1 })
    expect(textOf(play, early, 'due-point-invalid')['zh-CN']).toMatch(/^“答复期限”的到期时间必须晚于/)
    const other = operate({ action: 'withdraw-deadline', clock: 'nothing' })
    expect(textOf(play, other, 'unknown-clock')).toEqual({
      'zh-CN': '该期限没有在计时。正在计时的有：答复期限。',
      en: 'Expected a clock of the case that runs, but this one does not. There are: Answer in time.',
    })
  })

  it('names the state in which a case would end again', () => {
    const play = taken()
    expectAdvanced(play.send('enter', { actor: ann }))
    expectAdvanced(play.send('approve', { actor: bob }))
    expect(textOf(play, operate({ action: 'reopen', to: 'leaving' }), 'cannot-move')['zh-CN']).toBe(
      '进入“收尾”后案件会立即再次结束。请选择可以继续办理的状态。',
    )
  })

  it('names the event a case is to be called back with', () => {
    const play = taken()
    expectAdvanced(play.run({ kind: 'cancel', from: 'c0' }))
    expect(JSON.stringify(play.trail.at(-1)?.body)).toContain('当前状态不接受“撤回”。')
  })
})
