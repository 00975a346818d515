import type { AnswerSchema } from '../forms/index.js'

type Answers = Readonly<Record<string, unknown>>

/** Files and signatures say what was found or agreed on one occasion: nobody gives an old one again unseen. */
const ofOneOccasion = new Set(['attachment', 'signature'])

/** What a form asks that the case knows already, by the same names; values kept back are not known. */
export function knownAnswers(schema: AnswerSchema, data: unknown): Answers {
  const parts = isObject(schema['properties']) ? schema['properties'] : {}
  if (!isObject(data)) return {}
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => {
      const known = isObject(part) ? knownAnswer(part, data[name]) : undefined
      return known === undefined ? [] : [[name, known]]
    }),
  )
}

function knownAnswer(schema: AnswerSchema, value: unknown): unknown {
  const { type, enum: words, 'x-type': kind, properties } = schema
  if (value === undefined || value === null || value === '') return undefined
  if (ofOneOccasion.has(String(kind)) || hasNull(value)) return undefined
  if (Array.isArray(words) && !words.includes(value)) return undefined
  if (type === 'object') {
    if (!isObject(value)) return undefined
    const parts = isObject(properties) ? knownAnswers(schema, value) : value
    return Object.keys(parts).length > 0 ? parts : undefined
  }
  if (type === 'array') return Array.isArray(value) && value.length > 0 ? value : undefined
  const found = typeof value
  const fits = type === undefined || type === found || (type === 'integer' && found === 'number')
  return fits ? value : undefined
}

/** Whether something is kept back anywhere inside: half of an answer is none. */
function hasNull(value: unknown): boolean {
  if (value === null) return true
  return Array.isArray(value) && value.some((one) => hasNull(one))
}

/** Ids of the inputs that say what the case knows, such as `root_customer_phone`. */
export function inputsAsKnown(known: unknown, answers: unknown, id = 'root'): readonly string[] {
  if (!isObject(known) || !isObject(answers))
    return known !== undefined && JSON.stringify(known) === JSON.stringify(answers) ? [id] : []
  return Object.entries(known).flatMap(([name, one]) => inputsAsKnown(one, answers[name], `${id}_${name}`))
}

function isObject(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
