import { inspect } from 'node:util'
import { EngineError, nearestName } from '../errors/index.js'

/** What an option must be. `secret`: its value is never told. */
export interface OptionRule {
  /** Ends the sentence "Expected '…' to be". */
  readonly expected: string
  readonly holds: (value: unknown) => boolean
  readonly optional?: true
  readonly secret?: true
}

/** A rule for every option; the compiler sees that none is forgotten. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule }

/**
 * Checks options that come from a host's program, which need not be typed. Throws `EngineError('configuration-invalid')`
 * that names every wrong option of `owner`, what was expected and what was found.
 */
export function checkOptions<Options extends object>(
  owner: string,
  options: Options,
  rules: OptionRules<Options>,
): void {
  const given: unknown = options
  if (typeof given !== 'object' || given === null)
    throw invalid(`Expected the options of ${owner} to be an object, but found ${found(given)}.`)
  const known = rules as Readonly<Record<string, OptionRule>>
  const values = given as Readonly<Record<string, unknown>>
  const wrong = Object.entries(known).flatMap(([name, rule]) => {
    const value = values[name]
    if ((value === undefined && rule.optional) || (value !== undefined && rule.holds(value))) return []
    return [
      `Expected '${name}' of ${owner} to be ${rule.expected}, but found ${found(value, rule.secret === true)}.`,
    ]
  })
  const strange = Object.keys(values).flatMap((name) => {
    if (Object.hasOwn(known, name)) return []
    const nearest = nearestName(name, Object.keys(known))
    const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
    return [`Expected only known options of ${owner}, but found '${name}'.${hint}`]
  })
  if (wrong.length + strange.length > 0) throw invalid([...wrong, ...strange].join('\n'))
}

/** The error every wrong option of a channel is thrown as. */
export function invalid(message: string): EngineError {
  return new EngineError('configuration-invalid', message)
}

export const isText = (value: unknown): value is string => typeof value === 'string'
/** A text that may stand in a header: not empty, no control characters. */
export const isLine = (value: unknown): value is string => isText(value) && /^[^\p{Cc}]+$/u.test(value)
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
export const isPositive = (value: unknown): value is number => isCount(value) && value > 0
export const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An absolute `http` or `https` address without user and password. */
export function isHttpUrl(value: unknown): value is string {
  if (!isText(value) || !URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === ''
}

/** The rule for `outgoing`, which most channels take. */
export const outgoingRule: OptionRule = {
  expected: 'what createOutgoing returns',
  holds: (value) => isPlainObject(value) && typeof value['request'] === 'function',
  optional: true,
}

function found(value: unknown, secret = false): string {
  if (value === undefined) return 'nothing'
  if (secret && typeof value === 'string') return `a text of ${value.length} characters`
  if (secret || typeof value === 'function') return `a value of type ${typeof value}`
  return inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 200 })
}
