import type { CheckedDeadline, CheckedState } from '../definition/checked-process.js'
import type { Text } from '../errors/index.js'
import type { Calendar, DuePoint } from '../time/calendar.js'
import type { Draft } from './draft.js'
import { bilingual } from './refusals.js'
import { requestEffect } from './request-effect.js'
import { tellPoint } from './tell-point.js'

/** The templates that come with the engine. */
export type DeadlineTemplate = 'deadline-warned' | 'deadline-breached' | 'deadline-escalated'

/** What a message about a deadline tells. */
export interface DeadlineNews {
  readonly state: CheckedState
  readonly deadline: CheckedDeadline
  readonly due: DuePoint
  /** Its zone tells the time. */
  readonly calendar: Calendar
}

/**
 * Tells roles about a deadline, in both languages: what, which case, due when, and whether
 * that is provisional. Gives the effect's id; nobody to tell
 * is nothing to do.
 */
export function tellOfDeadline(
  draft: Draft,
  about: DeadlineNews,
  message: { readonly template: DeadlineTemplate; readonly to: readonly string[] },
): string | undefined {
  const { template, to } = message
  if (to.length === 0) return undefined
  const { state, deadline, due, calendar } = about
  const title = deadline.title ?? state.title ?? (state.path === '' ? draft.process.title : nameOf(state))
  const caseName = draft.identity.number ?? draft.identity.id
  return requestEffect(draft, state.path, {
    kind: 'notify',
    to,
    template,
    subject: subjects[template](title, caseName),
    message: bodies[template](title, caseName, tellPoint(due, calendar.zone)),
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
  readonly [template in DeadlineTemplate]: (title: Text, caseName: string, due: Text) => Text
} = {
  'deadline-warned': (title, name, due) =>
    bilingual(
      `案件 ${name} 的“${title['zh-CN']}”将于 ${due['zh-CN']}到期。`,
      `'${title.en}' of case ${name} is due at ${due.en}.`,
    ),
  'deadline-breached': (title, name, due) =>
    bilingual(
      `案件 ${name} 的“${title['zh-CN']}”应于 ${due['zh-CN']}前完成，现已超期。`,
      `'${title.en}' of case ${name} was due at ${due.en} and is overdue.`,
    ),
  'deadline-escalated': (title, name, due) =>
    bilingual(
      `案件 ${name} 的“${title['zh-CN']}”应于 ${due['zh-CN']}前完成，至今仍未完成。`,
      `'${title.en}' of case ${name} was due at ${due.en} and is still open.`,
    ),
}

function nameOf(state: CheckedState): Text {
  return bilingual(state.name, state.name)
}
