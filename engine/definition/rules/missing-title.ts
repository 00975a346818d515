import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { ValuePath } from '../document.js'
import type { Finding, Rule, RuleContext } from '../rule.js'
import { writtenAt } from './flow/placed-expressions.js'
import { handlersByEvent } from './flow/ways.js'

/** What people see has a text: states, events they may send, parameters, fields they are asked for. */
export const missingTitle: Rule = { name: 'missing-title', check }

function* check(context: RuleContext): Iterable<Finding> {
  yield* states(context)
  yield* events(context)
  for (const [name, parameter] of Object.entries(context.process.parameters))
    if (parameter.title === undefined) yield untitled(['parameters', name], `parameter '${name}'`, 'title')
  yield* askedFields(context)
}

function* states(context: RuleContext): Iterable<Finding> {
  for (const state of context.process.states.values())
    if (state.path !== '' && state.kind !== 'history' && state.title === undefined)
      yield untitled(context.pathOf(state.path), `state '${state.path}'`, 'title')
}

function* events(context: RuleContext): Iterable<Finding> {
  for (const [event, handlers] of handlersByEvent(context.process)) {
    if (context.process.events.get(event)?.title !== undefined) continue
    // An event that is only raised has no button.
    const bare = handlers.find((handler) => handler.title === undefined && handler.roles.length > 0)
    if (!bare) continue
    const listed = writtenAt(context.document, ['events', event]) !== undefined
    const path = listed ? ['events', event] : [...context.pathOf(bare.state), 'on', event]
    yield untitled(
      path,
      `event '${event}'`,
      'title',
      listed ? undefined : `Add '${event}' with a title to 'events'.`,
    )
  }
}

function* askedFields({ process, document }: RuleContext): Iterable<Finding> {
  const told = new Set<string>()
  for (const form of process.forms.values()) {
    for (const asked of form.ask) {
      const field = process.fields[asked.split('.')[0] ?? '']
      if (field === undefined || told.has(asked) || hasLabel(field.definition, asked.split('.').slice(1)))
        continue
      told.add(asked)
      const [name = asked, ...parts] = asked.split('.')
      const own = ['fields', name, ...parts.flatMap((part) => ['fields', part])]
      const written = writtenAt(document, own) !== undefined
      yield untitled(
        written ? own : ['fields', name],
        `field '${asked}', which form '${form.name}' asks for,`,
        'label',
      )
    }
    for (const [name, field] of Object.entries(form.also))
      if (field.label === undefined)
        yield untitled(['forms', form.name, 'also', name], `answer '${name}' of form '${form.name}'`, 'label')
  }
}

/** Whether the field, or the part of it that the names lead to, has a label. Parts that are not described need none. */
function hasLabel(definition: JsonObject, names: readonly string[]): boolean {
  const [name, ...rest] = names
  if (name === undefined) return definition['label'] !== undefined
  const part = objectAt(objectAt(definition, 'fields'), name)
  return part === undefined || hasLabel(part, rest)
}

function objectAt(value: JsonObject | undefined, key: string): JsonObject | undefined {
  const found: JsonValue | undefined = value?.[key]
  return found !== undefined && found !== null && typeof found === 'object' && !Array.isArray(found)
    ? found
    : undefined
}

function untitled(path: ValuePath, what: string, key: 'title' | 'label', hint?: string): Finding {
  return {
    path,
    key: true,
    message: `Expected ${what} to have a '${key}', but it has none, and people would see its name in the file.`,
    hint: hint ?? `Add '${key}: { zh-CN: …, en: … }'.`,
    severity: 'warning',
  }
}
