import type { Text } from '../../errors/index.js'
import { inBoth, rolesTitle, type LookedAt, type StuckCase } from './stuck-case.js'
import type { NextStep } from './told-stuck.js'

/** What may be done next and by whom: events first, then what is an operator's. */
export function nextSteps(stuck: StuckCase): readonly NextStep[] {
  const { record, accepted, incidents, messages, effects } = stuck
  if (record.suspended) return [operatorStep('resume', resumeText)]
  const isHolding = stuck.isHeld && effects.some(({ status }) => status === 'pending')
  return [
    ...accepted.map((event) => eventStep(stuck, event)),
    ...incidents.flatMap(({ id, detail }) => [
      operatorStep('retry', retryText, id),
      operatorStep('skip', skipText, id),
      ...(detail.effect === 'invoke' ? [operatorStep('send-back', sendBackText, id)] : []),
    ]),
    ...messages
      .filter(({ status }) => status !== 'pending')
      .flatMap(({ id, body }) => [
        operatorStep('retry', retryMessageText, id),
        ...(body.kind === 'receive' ? [operatorStep('discard', discardText, id)] : []),
      ]),
    ...(isHolding ? [operatorStep('release', releaseText)] : []),
  ]
}

function eventStep(stuck: StuckCase, looked: LookedAt): NextStep {
  const { event, title = { 'zh-CN': event, en: event }, state, roles, answer, refusal, person } = looked
  const who = person === undefined ? rolesTitle(stuck, roles) : undefined
  const words = inBoth(stuck, (language) => {
    const whom = who?.[language] ?? stuck.nameOf(person ?? '')
    if (language === 'zh-CN') {
      if (answer === 'no')
        return `“${title[language]}”（${whom}）现在不能办理：${refusal?.text[language] ?? ''}`
      return `“${title[language]}”可由 ${whom} 办理${answer === 'depends' ? '，是否成立取决于填写的内容' : ''}。`
    }
    if (answer === 'no') return `'${title[language]}' (${whom}) not now: ${refusal?.text[language] ?? ''}`
    return `'${title[language]}' by ${whom}${answer === 'depends' ? ', depending on what is entered' : ''}.`
  })
  return { words, event, state, roles, answer, ...(person !== undefined && { person }) }
}

function operatorStep(action: NonNullable<NextStep['action']>, words: Text, subject?: string): NextStep {
  return { words, action, roles: [], answer: 'yes', ...(subject !== undefined && { subject }) }
}

const resumeText: Text = {
  'zh-CN': '由管理员恢复该案件。',
  en: 'An operator lets the case go on (resume).',
}
const retryText: Text = {
  'zh-CN': '排除故障后，由管理员重试该事项。',
  en: 'An operator mends the cause and has the incident tried again (retry).',
}
const skipText: Text = {
  'zh-CN': '由管理员跳过该事项，案件照常继续。',
  en: 'An operator gives it up, and the case goes on as if it were done (skip).',
}
const sendBackText: Text = {
  'zh-CN': '由管理员退回该事项，案件按出错处理继续。',
  en: 'An operator gives it up, and the case goes on by its onError (send-back).',
}
const retryMessageText: Text = {
  'zh-CN': '由管理员立即重新投递该消息。',
  en: 'An operator has the message brought at once (retry).',
}
const discardText: Text = {
  'zh-CN': '由管理员放弃该消息。',
  en: 'An operator gives the message up (discard).',
}
const releaseText: Text = {
  'zh-CN': '由管理员恢复对外发送。',
  en: 'An operator releases what goes outside (release).',
}
