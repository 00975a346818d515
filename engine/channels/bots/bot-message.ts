import type { OutgoingMessage, Recipient } from '../channel.js'
import type { OptionRule } from '../check-options.js'
import { bodyIn, subjectIn, type Language } from '../message-text.js'

/** What both robots take. */
export interface BotOptions {
  /** `text` unless given. In `markdown` marks in the values of a case are read as marks, links included. */
  readonly format?: 'text' | 'markdown'
  /** One language for the whole group. Both, Chinese first, unless given. */
  readonly language?: Language
}

export const botRules: { readonly [Name in keyof Required<BotOptions>]: OptionRule } = {
  format: {
    expected: "'text' or 'markdown'",
    holds: (value) => value === 'text' || value === 'markdown',
    optional: true,
  },
  language: {
    expected: "'zh-CN' or 'en'",
    holds: (value) => value === 'zh-CN' || value === 'en',
    optional: true,
  },
}

/** The title on one line, and the whole text with its title. */
export function botMessage(
  message: OutgoingMessage,
  { format, language }: BotOptions,
): { readonly title: string; readonly text: string } {
  const title = subjectIn(message, language)
  const body = bodyIn(message, language)
  if (!message.subject) return { title, text: body }
  return { title, text: format === 'markdown' ? `### ${title}\n\n${body}` : `${title}\n${body}` }
}

/** Mobile numbers of the people of the house among the recipients; a number of anybody else has no place in a group. */
export function mobilesToMention(to: readonly Recipient[]): readonly string[] {
  const mobiles = to.flatMap(({ person, mobile }) =>
    person !== undefined && mobile !== undefined ? [mobile] : [],
  )
  return [...new Set(mobiles.map((mobile) => mobile.replace(/^(?:\+|00)86|[\s-]/g, '')))]
}
