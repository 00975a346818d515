import type { TaskRecord, TimerRecord } from '../../core/record.js'
import type { Text } from '../../errors/index.js'
import { inBoth, rolesTitle, stateTitle, type StuckCase } from './stuck-case.js'
import type { Wait } from './told-stuck.js'

/** What the case itself waits for: people, times, openings, holidays. */
export function ownWaits(stuck: StuckCase): readonly Wait[] {
  return [
    ...stuck.record.tasks.map((task) => taskWait(stuck, task)),
    ...timerWaits(stuck),
    ...pausedWaits(stuck),
    ...windowWaits(stuck),
    ...stuck.unpublished.map((calendar) => holidayWait(stuck, calendar)),
  ]
}

function taskWait(stuck: StuckCase, task: TaskRecord): Wait {
  const { id, state, roles, assignee, assignedAt, openedAt, away } = task
  const since = assignedAt ?? openedAt
  const [title, titles] = [stateTitle(stuck, state), rolesTitle(stuck, roles)]
  const words = inBoth(stuck, (language, say) => {
    const chinese = language === 'zh-CN'
    const whom = titles[language]
    if (assignee === undefined)
      return chinese
        ? `任务“${title[language]}”自 ${say(since)}起无人认领，可由以下角色办理：${whom}。`
        : `The task '${title[language]}' waits since ${say(since)} for somebody to take it: ${whom}.`
    const name = stuck.nameOf(assignee)
    return chinese
      ? `任务“${title[language]}”自 ${say(since)}起由 ${name} 负责${away ? '，办理期间此人一直不在岗' : ''}。`
      : `The task '${title[language]}' is with ${name} since ${say(since)}${away ? ', who is away as long as it is open' : ''}.`
  })
  return { kind: 'task', words, state, since, subject: id }
}

const timerWords: { readonly [kind in TimerRecord['kind']]: Text } = {
  after: { en: 'The case moves on by itself', 'zh-CN': '案件自动流转' },
  warn: { en: 'A warning is given', 'zh-CN': '发出预警' },
  breach: { en: 'A deadline is over', 'zh-CN': '期限届满' },
  remind: { en: 'A reminder is sent', 'zh-CN': '发出催办' },
  notice: { en: 'A notice is sent', 'zh-CN': '发出通知' },
  escalate: { en: 'The next person is told', 'zh-CN': '逐级上报' },
}

/** The next timer of each kind: what comes behind it does not keep the case waiting now. */
function timerWaits(stuck: StuckCase): readonly Wait[] {
  const { record, now } = stuck
  if (record.suspended) return []
  const sorted = [...record.timers].sort((a, b) => a.dueAt - b.dueAt)
  const first = sorted.filter(
    ({ kind, state }, index) => sorted.findIndex((one) => one.kind === kind && one.state === state) === index,
  )
  return first.map(({ id, kind, state, dueAt, provisional }) => {
    const what = timerWords[kind]
    const title = stateTitle(stuck, state)
    const isLate = dueAt <= now
    const words = inBoth(stuck, (language, say) => {
      if (language === 'zh-CN')
        return isLate
          ? `${what[language]}（${title[language]}）：应于 ${say(dueAt)}执行，但尚未执行。请确认有服务器正在运行并负责计时。`
          : `${what[language]}（${title[language]}）：${say(dueAt)}${provisional ? '（暂定）' : ''}。`
      return isLate
        ? `${what[language]} ('${title[language]}'): it was due on ${say(dueAt)} and has not happened yet. See that a server runs and keeps the time.`
        : `${what[language]} ('${title[language]}') on ${say(dueAt)}${provisional ? ' (provisional)' : ''}.`
    })
    return { kind: 'timer', words, state, until: dueAt, subject: id }
  })
}

function pausedWaits(stuck: StuckCase): readonly Wait[] {
  const { deadlines, waits } = stuck.record
  return [...deadlines, ...waits].flatMap(({ id, state, paused }) => {
    if (!paused) return []
    const by = paused.by.filter((path) => path !== '@suspended')
    if (by.length === 0) return []
    const states = by.map((path) => stateTitle(stuck, path))
    const words = inBoth(stuck, (language, say) =>
      language === 'zh-CN'
        ? `计时“${id}”自 ${say(paused.from)}起暂停，原因：${states.map((one) => one[language]).join('、')}。`
        : `The clock '${id}' stands still since ${say(paused.from)}: ${states.map((one) => one[language]).join(', ')}.`,
    )
    return [{ kind: 'paused' as const, words, state, since: paused.from, subject: id }]
  })
}

/** An event that is closed at this hour, as its refusal says it. */
function windowWaits({ accepted }: StuckCase): readonly Wait[] {
  return accepted.flatMap(({ state, event, refusal }) => {
    const closed = refusal?.reasons.find(({ code }) => code === 'outside-window')
    return closed ? [{ kind: 'window' as const, words: closed.text, state, subject: event }] : []
  })
}

function holidayWait(stuck: StuckCase, calendar: string): Wait {
  const words = inBoth(stuck, (language) =>
    language === 'zh-CN'
      ? `日历“${calendar}”中相应年份的节假日尚未公布：到期时间为暂定，未扣除该年的节假日。`
      : `The calendar '${calendar}' does not know the holidays of the year in question: due points are provisional, counted without them.`,
  )
  return { kind: 'holidays', words, subject: calendar }
}
