import type { JsonObject, Text } from '../../errors/json.js'
import { parseTemplateText, type TemplateText } from '../../expression/index.js'
import type { Bindings, Scope } from '../../expression/expression.js'
import type { CheckedTemplate } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { bilingualAt, titleOf } from './bilingual-text.js'
import { objectsAt } from './json-access.js'
import type { ProblemLog } from './problem-log.js'

/**
 * Compiles the templates a process uses against its fields. One with a fault keeps its name, so that notices that
 * use it are not reported too.
 */
export function compileTemplates(
  log: ProblemLog,
  scope: Scope,
  process: JsonObject,
): ReadonlyMap<string, CheckedTemplate> {
  return new Map(
    objectsAt(process, 'templates').map(([id, template]) => [
      id,
      compileTemplate(log, scope, { id, template, path: ['templates', id] }),
    ]),
  )
}

interface WrittenTemplate {
  readonly id: string
  readonly template: JsonObject
  readonly path: ValuePath
}

function compileTemplate(
  log: ProblemLog,
  scope: Scope,
  { id, template, path }: WrittenTemplate,
): CheckedTemplate {
  const subject = compileText(log, scope, bilingualAt(template, 'subject'), [...path, 'subject'])
  const body = compileText(log, scope, bilingualAt(template, 'body'), [...path, 'body'])
  return {
    id,
    ...titleOf(template),
    render: (bindings) => {
      const head = subject && render(subject, bindings)
      if (head && !head.ok) return head
      const message = body ? render(body, bindings) : { ok: true as const, text: { 'zh-CN': '', en: '' } }
      if (!message.ok) return message
      return { ok: true, ...(head && { subject: head.text }), body: message.text }
    },
  }
}

interface BilingualTemplate {
  readonly 'zh-CN': TemplateText
  readonly en: TemplateText
}

function compileText(
  log: ProblemLog,
  scope: Scope,
  text: Text | undefined,
  path: ValuePath,
): BilingualTemplate | undefined {
  if (!text) return undefined
  const chinese = compileLanguage(log, scope, text['zh-CN'], [...path, 'zh-CN'])
  // A text that serves both languages has the same mistakes in both; one report is enough.
  const english = text.en === text['zh-CN'] ? chinese : compileLanguage(log, scope, text.en, [...path, 'en'])
  return chinese && english && { 'zh-CN': chinese, en: english }
}

function compileLanguage(
  log: ProblemLog,
  scope: Scope,
  text: string,
  path: ValuePath,
): TemplateText | undefined {
  const result = parseTemplateText(text, scope)
  if (result.ok) return result.template
  for (const { code, message, start, end, ...details } of result.problems)
    log.report(code, path, message, { ...details, range: { start, end } })
  return undefined
}

function render(template: BilingualTemplate, bindings: Bindings) {
  const chinese = template['zh-CN'].render(bindings)
  if (!chinese.ok) return chinese
  const english = template.en.render(bindings)
  if (!english.ok) return english
  return { ok: true as const, text: { 'zh-CN': chinese.text, en: english.text } }
}
