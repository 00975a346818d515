import type { RJSFSchema, UiSchema } from '@rjsf/utils'

type Language = 'zh-CN' | 'en'
type LocalText = Readonly<Partial<Record<Language, string>>>

/** A schema of answers as the server tells it: JSON Schema 2020-12 with the members people read. */
export type AnswerSchema = Readonly<Record<string, unknown>>

/** A form as it is drawn: texts in one language, and what each answer is entered with. */
export interface ShownForm {
  readonly schema: RJSFSchema
  readonly looks: UiSchema
}

/** Texts longer than this are entered over several lines. */
const longText = 200

/** More options than these are chosen from a list that opens. */
const fewOptions = 5

/**
 * A form for readers of one language. Labels become titles, options get theirs, and each answer is entered with what
 * suits its type; what the schema checks stays as it is.
 */
export function shownForm(schema: AnswerSchema, language: Language): ShownForm {
  const whole = withOwnSchemas(schema, isObject(schema['$defs']) ? schema['$defs'] : {}) as AnswerSchema
  return { schema: localised(whole, language) as RJSFSchema, looks: looksOf(whole) }
}

/** What a process says of an answer in plain JSON Schema stands apart; it is drawn where the answer is. */
function withOwnSchemas(schema: unknown, apart: AnswerSchema): unknown {
  if (!isObject(schema)) return schema
  const { allOf, ...own } = schema
  const reference =
    Array.isArray(allOf) && allOf.length === 1 && isObject(allOf[0]) ? allOf[0]['$ref'] : undefined
  const definition = typeof reference === 'string' ? apart[reference.replace('#/$defs/', '')] : undefined
  const joined: AnswerSchema = isObject(definition) ? { ...definition, ...own } : schema
  const { properties, items } = joined
  return {
    ...joined,
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, withOwnSchemas(part, apart)]),
      ),
    }),
    ...(isObject(items) && { items: withOwnSchemas(items, apart) }),
  }
}

function localised(schema: unknown, language: Language): unknown {
  if (Array.isArray(schema)) return schema.map((one: unknown) => localised(one, language))
  if (!isObject(schema)) return schema
  const { 'x-label': label, 'x-help': help, 'x-options': options, enum: values, ...rest } = schema
  const told = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, verbatim.has(key) ? value : localised(value, language)]),
  )
  return {
    ...told,
    ...(isObject(label) && { title: textIn(label, language) }),
    ...(isObject(help) && { description: textIn(help, language) }),
    ...(isObject(options) ? choice(options, language) : values !== undefined && { enum: values }),
  }
}

/** Members that hold values, not schemas. */
const verbatim = new Set(['const', 'default', 'required', 'examples'])

/** A choice with what its options are called. */
function choice(options: AnswerSchema, language: Language): object {
  return {
    oneOf: Object.entries(options).map(([key, title]) => ({
      const: key,
      title: isObject(title) ? textIn(title, language) : key,
    })),
  }
}

function looksOf(schema: AnswerSchema): UiSchema {
  const parts = Object.entries(isObject(schema['properties']) ? schema['properties'] : {})
  const below = Object.fromEntries(
    parts.flatMap(([name, part]) => (isObject(part) ? [[name, looksOf(part)]] : [])),
  )
  const widget = widgetOf(schema)
  return {
    ...below,
    ...(isObject(schema['items']) && { items: looksOf(schema['items']) }),
    ...(widget !== undefined && { 'ui:widget': widget }),
  }
}

function widgetOf(schema: AnswerSchema): string | undefined {
  const { type, 'x-type': kind, enum: values, maxLength, format } = schema
  if (kind === 'attachment' || kind === 'signature' || kind === 'money' || kind === 'person') return kind
  if (type === 'boolean') return 'options'
  if (Array.isArray(values)) return values.length > fewOptions ? 'select' : 'options'
  if (format !== undefined || type !== 'string') return undefined
  return typeof maxLength === 'number' && maxLength > longText && !('pattern' in schema)
    ? 'textarea'
    : undefined
}

function textIn(text: LocalText, language: Language): string {
  return text[language] ?? text['zh-CN'] ?? text.en ?? ''
}

/** Whether a value is an object with members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
