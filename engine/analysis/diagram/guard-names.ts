import { stateTitle, valueTitle } from '../../core/titles.js'
import type { CheckedField, CheckedProcess } from '../../definition/checked-process.js'
import type { JsonObject, JsonValue, Text } from '../../errors/index.js'

/** What people call a value that a condition reads; `undefined` where it has no title. */
export function nameOf(process: CheckedProcess, name: string): Text | undefined {
  const [root = '', ...parts] = name.split('.')
  const path = parts.join('.')
  if (root === 'visits') return visitsOf(process, path)
  if (root === 'decisions') return decidedTitle(process, parts)
  if (name === 'now') return { 'zh-CN': '现在', en: 'now' }
  if (name === 'occurredAt') return { 'zh-CN': '发生时间', en: 'when it happened' }
  if (name === 'today') return { 'zh-CN': '今天', en: 'today' }
  if (root !== 'data' && root !== 'event' && root !== 'params') return undefined
  const title = valueTitle(process, name)
  // A part without a title goes by its name.
  const called = [...title.en.split(' › '), ...title['zh-CN'].split(' › ')]
  return parts.some((part) => called.includes(part)) ? undefined : title
}

/** A whole fact in words: how often a state was entered, what became of a paper, where the case comes from, an amount. */
export function factWords(process: CheckedProcess, fact: string): Text | undefined {
  const [, state] = /^visits\["(.+)"\]$/.exec(fact) ?? []
  if (state !== undefined) return visitsOf(process, state)
  const [, yuan] = /^yuan\((\d+)\)$/.exec(fact) ?? []
  if (yuan !== undefined) return { 'zh-CN': `${yuan} 元`, en: `¥${yuan}` }
  if (fact.startsWith('instance.origin'))
    return fact.includes('!=')
      ? { 'zh-CN': '由其他案件发起', en: 'begun from another case' }
      : { 'zh-CN': '非由其他案件发起', en: 'not begun from another case' }
  const [, paper = '', became = ''] = /^vouchers\["(.+)"\]\.state == "(.+)"$/.exec(fact) ?? []
  const title = process.papers.get(paper)?.title
  const word = Object.hasOwn(paperStates, became) ? paperStates[became] : undefined
  return title && word && { 'zh-CN': `${title['zh-CN']}${word['zh-CN']}`, en: `${title.en} ${word.en}` }
}

const paperStates: { readonly [state: string]: Text } = {
  issued: { 'zh-CN': '已开具', en: 'issued' },
  signed: { 'zh-CN': '已签字', en: 'signed' },
}

function visitsOf(process: CheckedProcess, path: string): Text | undefined {
  const title = process.states.get(path)?.title && stateTitle(process, path)
  return title && { 'zh-CN': `“${title['zh-CN']}”的次数`, en: `times in '${title.en}'` }
}

/** A decision goes by its title; one with several results by the label of the field of that name as well. */
function decidedTitle(
  process: CheckedProcess,
  [name = '', output = '']: readonly string[],
): Text | undefined {
  const written = process.resolved['decisions']
  const title = isObject(written) && isObject(written[name]) ? written[name]['title'] : undefined
  if (!isText(title)) return undefined
  if (Object.keys(process.decisions.get(name)?.outputs ?? {}).length === 1) return title
  const label = process.fields[output]?.label
  return label && { 'zh-CN': `${title['zh-CN']} › ${label['zh-CN']}`, en: `${title.en} › ${label.en}` }
}

/** What the choice of a field is called that a text in quotes is compared with. */
export function choiceTitle(process: CheckedProcess, path: string, quotedText: string): Text | undefined {
  const options = choicesOf(process, path)
  const value = quotedText.slice(1, -1)
  if (isObject(options)) {
    const title = Object.hasOwn(options, value) ? options[value] : undefined
    if (isText(title)) return title
  }
  return undefined
}

/** The choices of a field, an answer, a figure or what a decision gives, as they are written in the file. */
function choicesOf(process: CheckedProcess, path: string): JsonValue | undefined {
  const [root = '', name = '', output = ''] = path.split('.')
  if (root === 'params') {
    const parameters = process.resolved['parameters']
    const written = isObject(parameters) ? parameters[name] : undefined
    return isObject(written) ? written['of'] : undefined
  }
  if (root === 'decisions') return process.fields[output]?.definition['of']
  const field = root === 'event' ? answerOf(process, name) : undefined
  return (field ?? process.fields[name])?.definition['of']
}

function answerOf(process: CheckedProcess, name: string): CheckedField | undefined {
  for (const { also } of process.forms.values()) if (Object.hasOwn(also, name)) return also[name]
  return undefined
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value
}
