import type { CheckedDeadline, CheckedState } from '../definition/checked-process.js'
import type { Text } from '../errors/index.js'
import type { Calendar, Instant } from '../time/calendar.js'
import type { Draft } from './draft.js'
import { localTime } from './local-time.js'
import { bilingual } from './refusals.js'
import { requestEffect } from './request-effect.js'

/** The templates that come with the engine. */
export type DeadlineTemplate = 'deadline-warned' | 'deadline-breached' | 'deadline-escalated'

/** What a message about a deadline tells. */
export interface DeadlineNews {
  readonly state: CheckedState
  readonly deadline: CheckedDeadline
  readonly dueAt: Instant
  /** Its zone tells the time. */
  readonly calendar: Calendar
}

/**
 * Tells roles about a deadline, in both languages: what, which case, due when. Gives the effect's id; nobody to tell
 * is nothing to do.
 */
export function tellOfDeadline(
  draft: Draft,
  about: DeadlineNews,
  message: { readonly template: DeadlineTemplate; readonly to: readonly string[] },
): string | undefined {
  const { template, to } = message
  if (to.length === 0) return undefined
  const { state, deadline, dueAt, calendar } = about
  const title = deadline.title ?? state.title ?? (state.path === '' ? draft.process.title : nameOf(state))
  const caseName = draft.identity.number ?? draft.identity.id
  const due = localTime(dueAt, calendar.zone)
  return requestEffect(draft, state.path, {
    kind: 'notify',
    to,
    template,
    subject: subjects[template](title, caseName),
    message: bodies[template](title, caseName, due),
  })
}

const subjects: { readonly [template in DeadlineTemplate]: (title: Text, caseName: string) => Text } = {
  'deadline-warned': (title, name) =>
    bilingual(`即将到期：${title['zh-CN']}（${name}）`, `Due soon: ${title.en} (${name})`),
  'deadline-breached': (title, name) =>
    bilingual(`已超期：${title['zh-CN']}（${name}）`, `Overdue: ${title.en} (${name})`),
  'deadline-escalated': (title, name) =>
    bilingual(`仍未办结：${title['zh-CN']}（${name}）`, `Still overdue: ${title.en} (${name})`),
}

const bodies: {
  readonly [template in DeadlineTemplate]: (title: Text, caseName: string, due: string) => Text
} = {
  'deadline-warned': (title, name, due) =>
    bilingual(
      `案件 ${name} 的“${title['zh-CN']}”将于 ${due} 到期。`,
      `'${title.en}' of case ${name} is due at ${due}.`,
    ),
  'deadline-breached': (title, name, due) =>
    bilingual(
      `案件 ${name} 的“${title['zh-CN']}”应于 ${due} 前完成，现已超期。`,
      `'${title.en}' of case ${name} was due at ${due} and is overdue.`,
    ),
  'deadline-escalated': (title, name, due) =>
    bilingual(
      `案件 ${name} 的“${title['zh-CN']}”应于 ${due} 前完成，至今仍未完成。`,
      `'${title.en}' of case ${name} was due at ${due} and is still open.`,
    ),
}

function nameOf(state: CheckedState): Text {
  return bilingual(state.name, state.name)
}
