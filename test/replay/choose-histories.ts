import type { KeptStep } from './history.js'

/** A story as it was taken down. */
export interface Told {
  readonly story: string
  readonly process: string
  readonly steps: readonly KeptStep[]
  /** Lines of the file. */
  readonly text: string
}

/** How many stories at most, and how large all of it may be. */
interface Limits {
  readonly stories: number
  readonly bytes: number
}

/** A file of its own costs something, so that one long story is preferred to many of one step. */
const fileCost = 8_000

/**
 * Stories that together show as much as fits: one of every process at least, then those that show most that is new for
 * their size. What a story shows: which kinds of commands and of trail entries it has, on which process.
 */
export function chooseHistories(
  told: readonly Told[],
  parts: ReadonlyMap<string, string>,
  limits: Limits,
): readonly Told[] {
  const chosen: Told[] = []
  const seen = new Set<string>()
  const paid = new Set<string>()
  let bytes = 0
  const newPartsOf = ({ steps }: Told): string[] =>
    [...new Set(steps.flatMap(({ process, facts }) => [process, facts.people ?? '']))].filter(
      (name) => !paid.has(name),
    )
  const costOf = (one: Told): number =>
    one.text.length + newPartsOf(one).reduce((sum, name) => sum + (parts.get(name)?.length ?? 0), 0)
  const gainOf = (one: Told): number => shownBy(one).filter((point) => !seen.has(point)).length
  const worthOf = (one: Told): number => gainOf(one) / (costOf(one) + fileCost)
  const left = new Set(told)
  const take = (one: Told): void => {
    bytes += costOf(one)
    for (const point of shownBy(one)) seen.add(point)
    for (const name of newPartsOf(one)) paid.add(name)
    left.delete(one)
    chosen.push(one)
  }
  const best = (from: readonly Told[]): Told | undefined =>
    from
      .filter((one) => bytes + costOf(one) <= limits.bytes)
      .reduce<Told | undefined>((top, one) => (!top || worthOf(one) > worthOf(top) ? one : top), undefined)
  for (const process of new Set(told.map((one) => one.process))) {
    const first = best(told.filter((one) => one.process === process))
    if (first) take(first)
  }
  while (chosen.length < limits.stories) {
    const next = best([...left])
    if (!next || gainOf(next) === 0) break
    take(next)
  }
  return chosen
}

const points = new WeakMap<Told, readonly string[]>()

function shownBy(one: Told): readonly string[] {
  const known = points.get(one)
  if (known) return known
  const shown = new Set(
    one.steps.flatMap(({ command, did, refused }) => [
      `${one.process} ${command.kind} ${refused ?? ''}`,
      ...(did?.trail ?? []).map(({ type }) => `${one.process} ${type}`),
    ]),
  )
  points.set(one, [...shown])
  return [...shown]
}
