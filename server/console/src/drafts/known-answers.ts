import type { AnswerSchema } from '../forms/form-schema.js'

type Answers = Readonly<Record<string, unknown>>

/** Files and signatures say what was found or agreed on one occasion: nobody gives an old one again unseen. */
const ofOneOccasion = new Set(['attachment', 'signature'])

/**
 * What a form asks that the case knows already, by the same names; values kept back are not known, nor is what they are
 * a part of: half of an answer would take the place of the whole.
 */
export function knownAnswers(schema: AnswerSchema, data: unknown): Answers {
  if (!isObject(data)) return {}
  return Object.fromEntries(
    Object.entries(partsOf(schema)).flatMap(([name, part]) => {
      const known =
        isObject(part) && !isKeptBack(part, data[name]) ? knownAnswer(part, data[name]) : undefined
      return known === undefined ? [] : [[name, known]]
    }),
  )
}

function knownAnswer(schema: AnswerSchema, value: unknown): unknown {
  const { type, enum: words, properties, items } = schema
  if (value === undefined || value === '' || isOfOneOccasion(schema)) return undefined
  if (Array.isArray(words) && !words.includes(value)) return undefined
  if (type === 'object') {
    if (!isObject(value)) return undefined
    const parts = isObject(properties) ? knownAnswers(schema, value) : value
    return Object.keys(parts).length > 0 ? parts : undefined
  }
  if (type === 'array') {
    const isKnown = Array.isArray(value) && value.length > 0 && !holdsOneOccasion(items)
    return isKnown ? value : undefined
  }
  const found = typeof value
  const fits = type === undefined || type === found || (type === 'integer' && found === 'number')
  return fits ? value : undefined
}

/** Whether something is kept back anywhere inside, as far as it is asked. */
function isKeptBack(schema: unknown, value: unknown): boolean {
  if (value === null) return true
  const { properties, items } = isObject(schema) ? schema : {}
  if (Array.isArray(value)) return value.some((one) => isKeptBack(items, one))
  if (!isObject(value)) return false
  const parts = isObject(properties) ? properties : undefined
  return Object.entries(value).some(
    ([name, part]) => (!parts || Object.hasOwn(parts, name)) && isKeptBack(parts?.[name], part),
  )
}

const isOfOneOccasion = (schema: AnswerSchema): boolean => ofOneOccasion.has(String(schema['x-type']))

/** Whether the rows of a list are files or signatures, or have some. */
function holdsOneOccasion(schema: unknown): boolean {
  if (!isObject(schema)) return false
  return (
    isOfOneOccasion(schema) ||
    holdsOneOccasion(schema['items']) ||
    Object.values(partsOf(schema)).some((part) => holdsOneOccasion(part))
  )
}

function partsOf({ properties }: AnswerSchema): Answers {
  return isObject(properties) ? properties : {}
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
