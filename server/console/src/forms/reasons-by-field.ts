import type { ErrorSchema } from '@rjsf/utils'
import type { ProblemAnswer } from '../../../client/index.js'

type Reason = NonNullable<ProblemAnswer['reasons']>[number]

/** Reasons of a refusal by where they are told: beside their answers, or above the form. */
export interface PlacedReasons {
  readonly beside: ErrorSchema
  readonly above: readonly Reason[]
}

/**
 * Places the reasons of a refusal: one that names an answer of the form stands beside it, every other above. `asks`
 * tells whether the form asks for the answer at a path.
 */
export function placedReasons(
  reasons: readonly Reason[],
  asks: (path: readonly string[]) => boolean,
  words: (reason: Reason) => string,
): PlacedReasons {
  const beside: ErrorSchema = {}
  const above: Reason[] = []
  for (const reason of reasons) {
    const path = (reason.field ?? '').split(/[.[\]]+/).filter((part) => part !== '')
    if (path.length === 0 || !asks(path)) above.push(reason)
    else {
      const place = path.reduce<ErrorSchema>((at, part) => (at[part] ??= {} as never), beside)
      place.__errors = [...(place.__errors ?? []), words(reason)]
    }
  }
  return { beside, above }
}

/** Whether a schema asks for the answer at a path; steps into lists are numbers. */
export function asksFor(schema: unknown, path: readonly string[]): boolean {
  const [first, ...rest] = path
  if (first === undefined) return true
  const { properties, items } = (schema ?? {}) as {
    readonly properties?: Readonly<Record<string, unknown>>
    readonly items?: unknown
  }
  if (items !== undefined && /^\d+$/.test(first)) return asksFor(items, rest)
  return properties !== undefined && Object.hasOwn(properties, first) && asksFor(properties[first], rest)
}
