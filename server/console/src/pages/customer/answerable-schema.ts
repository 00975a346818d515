import { isObject, type AnswerSchema } from '../../forms/form-schema.js'

/** An answer a link cannot give: who works in the house is told to nobody outside. */
const closed = 'person'

/**
 * A form as it can be filled in through a link: what a link cannot give is not asked for. `undefined` where the form
 * does not do without it.
 */
export function answerableSchema(schema: AnswerSchema): AnswerSchema | undefined {
  const { properties, required, items } = schema
  const needed = Array.isArray(required) ? (required as readonly unknown[]) : []
  const parts = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, part]) => [name, isObject(part) ? answerablePart(part) : part] as const,
  )
  if (parts.some(([name, part]) => part === undefined && needed.includes(name))) return undefined
  const row = isObject(items) ? answerablePart(items) : items
  if (items !== undefined && row === undefined) return undefined
  return {
    ...schema,
    ...(isObject(properties) && {
      properties: Object.fromEntries(parts.filter(([, part]) => part !== undefined)),
    }),
    ...(items !== undefined && { items: row }),
  }
}

const answerablePart = (part: AnswerSchema): AnswerSchema | undefined =>
  part['x-type'] === closed ? undefined : answerableSchema(part)
