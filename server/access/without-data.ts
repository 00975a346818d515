import type { Actor, Refusal, RefusalReason } from '../../engine/index.js'

/**
 * A refusal for somebody who may not read the data: without expressions, values and the names of other people, and only
 * with their own events.
 */
export function withoutData(refusal: Refusal, actor: Actor): Refusal {
  const { accepted, reasons, ...rest } = refusal
  return {
    ...rest,
    ...(reasons.some(namesPeople) ? { text: notNow } : {}),
    reasons: reasons.map((reason) => {
      const shown: Writable<RefusalReason> = { ...reason }
      delete shown.expression
      delete shown.values
      if (!namesPeople(reason)) return shown
      delete shown.expected
      delete shown.found
      return { ...shown, text: notNow }
    }),
    ...(accepted
      ? { accepted: accepted.filter(({ roles }) => roles.some((role) => actor.roles.includes(role))) }
      : {}),
  }
}

const notNow = { 'zh-CN': '现在不能由您办理。', en: 'This is not for you to do now.' }

/** Somebody has the task, or did what keeps others from this: both name who it was. */
const namesPeople = ({ code, found }: RefusalReason): boolean =>
  code === 'task-taken' || (code === 'forbidden' && found !== undefined)

type Writable<T> = { -readonly [K in keyof T]: T[K] }
