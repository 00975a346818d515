import type { Text } from '../../errors/index.js'
import { nextSteps } from './next-steps.js'
import { nothingWait, outerWaits } from './outer-waits.js'
import { ownWaits } from './own-waits.js'
import { inBoth, type StuckCase } from './stuck-case.js'
import type { ToldStuck, Wait } from './told-stuck.js'

/** Says why a case does not move, from all that is known of it. */
export function tellStuck(stuck: StuckCase): ToldStuck {
  const { record, now, zone } = stuck
  const head = { instance: record, at: now, zone }
  const over = overWait(stuck)
  if (over)
    return { ...head, waits: [over, ...outerWaits(stuck)], next: nextSteps({ ...stuck, accepted: [] }) }
  const waits = [...suspendedWaits(stuck), ...ownWaits(stuck), ...outerWaits(stuck)]
  return { ...head, waits: waits.length > 0 ? waits : [nothingWait(stuck)], next: nextSteps(stuck) }
}

/** Of a case that goes nowhere any more. */
function overWait(stuck: StuckCase): Wait | undefined {
  const { status, outcome = '', endedAt, continuedIn, replayed } = stuck.record
  if (status === 'ended') {
    const words = inBoth(stuck, (language, say) => {
      const when = endedAt === undefined ? '' : say(endedAt)
      if (language === 'zh-CN')
        return `案件已于 ${when}结束（${outcome}）${continuedIn === undefined ? '' : `，由案件 ${continuedIn} 继续办理`}。`
      return `The case ended on ${when} (${outcome})${continuedIn === undefined ? '' : ` and goes on in the case ${continuedIn}`}.`
    })
    return { kind: 'ended', words, ...(endedAt !== undefined && { since: endedAt }) }
  }
  return replayed ? { kind: 'history', words: historyText } : undefined
}

function suspendedWaits(stuck: StuckCase): readonly Wait[] {
  const { suspended } = stuck.record
  if (!suspended) return []
  const words = inBoth(stuck, (language, say) => {
    const by = stuck.nameOf(suspended.by)
    return language === 'zh-CN'
      ? `案件自 ${say(suspended.at)}起由 ${by} 暂停：${suspended.reason}`
      : `The case was suspended on ${say(suspended.at)} by ${by}: ${suspended.reason}`
  })
  return [{ kind: 'suspended', words, since: suspended.at }]
}

const historyText: Text = {
  'zh-CN': '该案件由日志回放而来，仅作历史保存，不再流转。',
  en: 'The case was replayed from a log and is kept as history; it does not move.',
}
