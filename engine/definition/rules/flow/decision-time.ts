import type { JsonObject, JsonValue } from '../../../errors/json.js'

/** Names of the decisions whose answer depends on `now`, `today` or `occurredAt`, directly or through another decision. */
export function decisionsThatReadTime(process: JsonObject): ReadonlySet<string> {
  const decisions = Object.entries(objectOf(process['decisions']))
  const found = new Set(
    decisions.filter(([, decision]) => readsTime(objectOf(decision))).map(([name]) => name),
  )
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const [name, decision] of decisions)
      if (expressionsOf(objectOf(decision)).some((text) => readsOneOf(text, found))) found.add(name)
  }
  return found
}

function readsTime(decision: JsonObject): boolean {
  return expressionsOf(decision).some((text) => /\b(now|today|occurredAt)\b/.test(text))
}

function readsOneOf(text: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/\bdecisions\.(\w+)/g)].some(([, name]) => names.has(name ?? ''))
}

/** Inputs, results that are expressions, and cells; without the texts inside them. */
function expressionsOf(decision: JsonObject): readonly string[] {
  const rules = Array.isArray(decision['rules']) ? decision['rules'].map(objectOf) : []
  const cells = rules.flatMap((rule) => Object.values(objectOf(rule['when'])).flatMap(cellTexts))
  const results = rules.flatMap((rule) => Object.values(objectOf(rule['then'])).filter(isExpression))
  return [...Object.values(objectOf(decision['in'])), ...cells, ...results]
    .filter((text) => typeof text === 'string')
    .map((text) => text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""'))
}

/** A cell says `before today` or `today`; a choice that happens to be called so is not told apart. */
function cellTexts(cell: JsonValue): readonly JsonValue[] {
  return Array.isArray(cell) ? cell : [cell]
}

function isExpression(value: JsonValue): boolean {
  return typeof value === 'string' && value.startsWith('=')
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
    ? value
    : {}
}
