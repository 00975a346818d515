import {
  formatDuration,
  parseDuration,
  type CheckedProcess,
  type JsonValue,
  type Text,
} from '../../engine/index.js'

type Parameters = CheckedProcess['parameters']

/** The figures of a process, each with its value in words where it has some: a duration, or one of several choices. */
export function parametersTold({ parameters, resolved }: CheckedProcess): {
  readonly [name: string]: Parameters[string] & { readonly words?: Text }
} {
  const written = (resolved['parameters'] ?? {}) as { readonly [name: string]: { readonly of?: JsonValue } }
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const words = wordsOf(parameter, written[name]?.of)
      return [name, { ...parameter, ...(words && { words }) }]
    }),
  )
}

function wordsOf({ type, value }: Parameters[string], choices: JsonValue | undefined): Text | undefined {
  if (typeof value !== 'string') return undefined
  if (type === 'choice') return (choices as { readonly [choice: string]: Text } | undefined)?.[value]
  if (type !== 'duration') return undefined
  const duration = parseDuration(value)
  if (!duration.ok) return undefined
  return { 'zh-CN': formatDuration(duration.range, 'zh-CN'), en: formatDuration(duration.range, 'en') }
}

/** What the decisions of a process are called, by their names. */
export function decisionTitles({ resolved }: CheckedProcess): { readonly [decision: string]: Text } {
  const decisions = (resolved['decisions'] ?? {}) as { readonly [name: string]: { readonly title?: Text } }
  return Object.fromEntries(
    Object.entries(decisions).flatMap(([name, { title }]) => (title ? [[name, title]] : [])),
  )
}
