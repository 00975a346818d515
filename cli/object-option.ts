import { EngineError, type JsonObject } from '../engine/index.js'

/** The object an option gives in JSON. Throws `usage-wrong`, with an example, for anything else. */
export function objectOption(flag: string, text: string, example: string): JsonObject {
  const value = parsed(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  throw new EngineError(
    'usage-wrong',
    `Expected an object in JSON such as '${example}' as ${flag}, but found '${text.slice(0, 60)}'.`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
