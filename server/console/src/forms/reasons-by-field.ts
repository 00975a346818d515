import type { ProblemAnswer } from '../../../client/index.js'

type Reason = NonNullable<ProblemAnswer['reasons']>[number]

/** Reasons of a refusal by where they are told: beside their answers, or above the form. */
export interface PlacedReasons {
  /** By the id of the input: `root_quote_total`. */
  readonly beside: ReadonlyMap<string, readonly string[]>
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
  const beside = new Map<string, readonly string[]>()
  const above: Reason[] = []
  for (const reason of reasons) {
    const path = partsOf(reason.field)
    if (path.length === 0 || !asks(path)) above.push(reason)
    else {
      const input = inputOf(path)
      beside.set(input, [...(beside.get(input) ?? []), words(reason)])
    }
  }
  return { beside, above }
}

/** The id of the input for a field: `root_quote_total` for `quote.total`. */
export const inputOf = (path: readonly string[]): string => ['root', ...path].join('_')

/** The way down to a field as the engine names it: `parts[2].name`. */
export const partsOf = (field = ''): readonly string[] => field.split(/[.[\]]+/).filter((part) => part !== '')

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
