import type { ChildRecord } from '../../core/record.js'
import type { EffectRow, IncidentRow, MessageRow } from '../../store/port.js'
import { inBoth, stateTitle, type StuckCase } from './stuck-case.js'
import type { Wait } from './told-stuck.js'

/** What the case waits for from others: cases, services, messages, and the people who decide about incidents. */
export function outerWaits(stuck: StuckCase): readonly Wait[] {
  const { record, effects, incidents, messages } = stuck
  const under = effects.filter(({ status }) => status === 'pending')
  return [
    ...record.invocations.flatMap(({ state, children = [] }) =>
      children.filter(({ status }) => status !== 'ended').map((child) => childWait(stuck, { state, child })),
    ),
    ...incidents.map((incident) => incidentWait(stuck, incident)),
    ...under.filter((effect) => isWaitedFor(effect)).map((effect) => effectWait(stuck, effect)),
    ...(stuck.isHeld && under.length > 0 ? [heldWait(stuck, under.length)] : []),
    ...messages.map((message) => messageWait(stuck, message)),
  ]
}

/** What goes out and is asked for nothing in return keeps nobody waiting, unless it did not get out. */
function isWaitedFor({ kind, failure }: EffectRow): boolean {
  return kind === 'invoke' || failure !== undefined
}

function childWait(
  stuck: StuckCase,
  { state, child }: { readonly state: string; readonly child: ChildRecord },
): Wait {
  const known = stuck.children.get(child.instance)
  const name = child.number ?? known?.number ?? child.instance
  const base = { kind: 'child', state, subject: child.instance } as const
  if (child.status === 'refused')
    return {
      ...base,
      words: inBoth(stuck, (language) =>
        language === 'zh-CN'
          ? `案件（流程“${child.process}”）未能开始：${child.message ?? ''}`
          : `A case of '${child.process}' could not begin: ${child.message ?? ''}`,
      ),
    }
  const words = inBoth(stuck, (language, say) => {
    const chinese = language === 'zh-CN'
    if (!known)
      return chinese
        ? `等待流程“${child.process}”的案件 ${name}，该案件尚未开始。`
        : `It waits for the case ${name} of '${child.process}', which has not begun yet.`
    const where = known.active.map(({ path }) => path).join(', ')
    return chinese
      ? `等待流程“${child.process}”的案件 ${name}，该案件自 ${say(known.createdAt)}起办理，现处于：${where}。`
      : `It waits for the case ${name} of '${child.process}', which began on ${say(known.createdAt)} and stands in: ${where}.`
  })
  return { ...base, words, ...(known && { since: known.createdAt }) }
}

function incidentWait(stuck: StuckCase, incident: IncidentRow): Wait {
  const { id, detail, openedAt, code } = incident
  const words = inBoth(stuck, (language, say) =>
    language === 'zh-CN'
      ? `“${detail.lane}”办理失败（${code}），自 ${say(openedAt)}起等待人工处理：${detail.message}`
      : `'${detail.lane}' could not be done (${code}); it waits since ${say(openedAt)} for somebody to decide: ${detail.message}`,
  )
  return { kind: 'incident', words, state: detail.state, since: openedAt, subject: id }
}

function effectWait(stuck: StuckCase, effect: EffectRow): Wait {
  const { id, lane, state, at, nextAt = at, attempts, failure, holder } = effect
  const isUnderWay = holder !== undefined && nextAt > stuck.now
  const words = inBoth(stuck, (language, say) => {
    const chinese = language === 'zh-CN'
    const tried = chinese ? `已尝试 ${attempts} 次` : `attempts so far: ${attempts}`
    const why = failure
      ? chinese
        ? `，上次失败：${failure.message}`
        : `. The last one failed: ${failure.message}`
      : ''
    if (isUnderWay)
      return chinese
        ? `正在等待“${lane}”的结果（${tried}${why}）。`
        : `It waits for '${lane}', which is being asked now (${tried}${why}).`
    if (attempts === 0)
      return chinese
        ? `“${lane}”自 ${say(at)}起等待办理，尚未尝试。请确认有节点配置了它。`
        : `'${lane}' waits since ${say(at)} and was not tried yet. See that some node has a handler for it.`
    return chinese
      ? `“${lane}”将于 ${say(nextAt)}重试（${tried}${why}）。`
      : `'${lane}' is tried again on ${say(nextAt)} (${tried}${why}).`
  })
  return { kind: 'effect', words, state, since: at, until: nextAt, subject: id }
}

function heldWait(stuck: StuckCase, count: number): Wait {
  const words = inBoth(stuck, (language) =>
    language === 'zh-CN'
      ? `管理员已暂停全部对外发送：本案有 ${count} 项等待恢复。`
      : `An operator holds everything that goes outside: ${count} of this case wait until it is released.`,
  )
  return { kind: 'held', words }
}

function messageWait(stuck: StuckCase, message: MessageRow): Wait {
  const { id, from, body, at, status, retryAt } = message
  const isOwn = from === stuck.record.id
  const other = isOwn ? message.to : from
  const what = 'event' in body ? body.event : body.kind
  const words = inBoth(stuck, (language, say) => {
    const chinese = language === 'zh-CN'
    const whose = chinese
      ? isOwn
        ? `发往案件 ${other} 的消息“${what}”`
        : `来自案件 ${other} 的消息“${what}”`
      : isOwn
        ? `Word '${what}' for the case ${other}`
        : `Word '${what}' from the case ${other}`
    if (status === 'held')
      return chinese
        ? `${whose}因故障受阻${retryAt === undefined ? '' : `，将于 ${say(retryAt)}重试`}。`
        : `${whose} met a fault${retryAt === undefined ? '' : ` and is brought again on ${say(retryAt)}`}.`
    if (status === 'waiting')
      return chinese
        ? `${whose}在对方现有状态下无法接收，等待其变化。`
        : `${whose} cannot be taken as the receiver stands; it waits until that changes.`
    return chinese ? `${whose}自 ${say(at)}起等待送达。` : `${whose} is to be brought since ${say(at)}.`
  })
  return { kind: 'message', words, since: at, subject: id, ...(retryAt !== undefined && { until: retryAt }) }
}

/** The words of a case in which nothing is under way. */
export function nothingWait(stuck: StuckCase): Wait {
  const where = stuck.record.active.map(({ path }) => stateTitle(stuck, path))
  const words = inBoth(stuck, (language) => {
    const states = where.map((one) => one[language])
    return language === 'zh-CN'
      ? `案件处于“${states.join('、')}”，没有任务、计时、消息或外部事项在等待，只能由人办理下列事件。`
      : `The case stands in '${states.join("', '")}' with no task, timer, message or work outside: only somebody who sends one of the events below moves it.`
  })
  return { kind: 'nothing', words }
}
