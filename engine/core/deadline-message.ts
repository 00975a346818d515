import type { CheckedDeadline, CheckedState } from '../definition/checked-process.js'
import type { Text } from '../errors/index.js'
import type { Instant } from '../time/calendar.js'
import type { Draft } from './draft.js'
import { bilingual } from './refusals.js'
import { requestEffect } from './request-effect.js'

/** The two templates that come with the engine. */
export type DeadlineTemplate = 'deadline-warned' | 'deadline-breached'

/** Tells roles about a deadline, in both languages: what, which case, due when. Nobody to tell is nothing to do. */
export function tellOfDeadline(
  draft: Draft,
  about: { readonly state: CheckedState; readonly deadline: CheckedDeadline; readonly dueAt: Instant },
  message: { readonly template: DeadlineTemplate; readonly to: readonly string[] },
): void {
  const { template, to } = message
  if (to.length === 0) return
  const { state, deadline, dueAt } = about
  const title = deadline.title ?? state.title ?? (state.path === '' ? draft.process.title : nameOf(state))
  const caseName = draft.identity.number ?? draft.identity.id
  const due = localTime(dueAt, draft.calendar.zone)
  requestEffect(draft, state.path, {
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
}

function nameOf(state: CheckedState): Text {
  return bilingual(state.name, state.name)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-10-08 18:00` on the clocks of a zone. */
function localTime(at: Instant, zone: string): string {
  let format = formats.get(zone)
  if (!format) {
    const numbers = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const
    format = new Intl.DateTimeFormat('en-GB', { ...numbers, hourCycle: 'h23', timeZone: zone })
    formats.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''} ${part['hour'] ?? ''}:${part['minute'] ?? ''}`
}
