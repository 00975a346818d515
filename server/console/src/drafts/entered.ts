type Answers = Readonly<Record<string, unknown>>

/** What somebody entered, apart from what the case knew: by path, only what they made other. */
export interface Entered {
  /** What they entered. What they took away stands in `before` alone. */
  readonly answers: Answers
  /** What the case knew at the same paths when they entered it. */
  readonly before: Answers
}

export const nothingEntered: Entered = { answers: {}, before: {} }

/** A path at which somebody entered one thing and somebody else another. */
export interface Corrected {
  readonly path: readonly string[]
  /** What the case knew, what it knows now, and what was entered; each absent where there is none. */
  readonly before: unknown
  readonly now: unknown
  readonly entered: unknown
}

/**
 * What a form says otherwise than the case. Where it did so before, the value the case had then stays noted, so that
 * a later correction is noticed.
 */
export function enteredIn(form: Answers, known: Answers, earlier: Entered = nothingEntered): Entered {
  const shown = leavesOf(form)
  const knows = leavesOf(known)
  const touched = touchedIn(earlier)
  const changed = [...new Set([...shown.keys(), ...knows.keys()])].filter(
    (path) => !isSame(shown.get(path), knows.get(path)),
  )
  const before = changed.map(
    (path) => [path, (touched.get(path) ?? { before: knows.get(path) }).before] as const,
  )
  return { answers: treeOf(changed.map((path) => [path, shown.get(path)])), before: treeOf(before) }
}

/** What a form shows: what was entered, over what the case knows now. */
export function enteredOver(entered: Entered, known: Answers): Answers {
  const shown = new Map(leavesOf(known))
  for (const [path, { mine }] of touchedIn(entered)) shown.set(path, mine)
  return treeOf([...shown])
}

/** The one with the other laid over it. */
export function enteredBoth(under: Entered, over: Entered): Entered {
  const touched = [...new Map([...touchedIn(under), ...touchedIn(over)])]
  return {
    answers: treeOf(touched.map(([path, { mine }]) => [path, mine])),
    before: treeOf(touched.map(([path, { before }]) => [path, before])),
  }
}

/** Where somebody else has changed meanwhile what was entered here, to something else. */
export function correctedSince(entered: Entered, known: Answers): readonly Corrected[] {
  const knows = leavesOf(known)
  return [...touchedIn(entered)].flatMap(([path, { before, mine }]) => {
    const now = knows.get(path)
    if (isSame(before, now) || isSame(mine, now)) return []
    return [{ path: JSON.parse(path) as readonly string[], before, now, entered: mine }]
  })
}

/** What stays entered once its reader has decided for what they entered, or for what the case knows now. */
export function settled(entered: Entered, known: Answers, choice: 'entered' | 'now'): Entered {
  const over = new Map(leavesOf(enteredOver(entered, known)))
  const given = choice === 'now' ? correctedSince(entered, known) : []
  for (const { path, now } of given) over.set(JSON.stringify(path), now)
  return enteredIn(treeOf([...over]), known)
}

export function isSameEntry(one: Entered, other: Entered): boolean {
  const [mine, theirs] = [touchedIn(one), touchedIn(other)]
  return (
    mine.size === theirs.size &&
    [...mine].every(([path, { mine: value, before }]) => {
      const found = theirs.get(path)
      return found !== undefined && isSame(found.mine, value) && isSame(found.before, before)
    })
  )
}

export const isNothing = (entered: Entered): boolean => touchedIn(entered).size === 0

function touchedIn({ answers, before }: Entered) {
  const [mine, was] = [leavesOf(answers), leavesOf(before)]
  const paths = [...new Set([...mine.keys(), ...was.keys()])]
  return new Map(paths.map((path) => [path, { mine: mine.get(path), before: was.get(path) }] as const))
}

/** Values by their paths as JSON; a list is one value, since its rows have no names. */
function leavesOf(value: unknown, path: readonly string[] = []): ReadonlyMap<string, unknown> {
  if (value === undefined) return new Map()
  if (!isObject(value)) return new Map([[JSON.stringify(path), value]])
  return new Map(Object.entries(value).flatMap(([name, part]) => [...leavesOf(part, [...path, name])]))
}

function treeOf(leaves: readonly (readonly [path: string, value: unknown])[]): Answers {
  return leaves.reduce<Answers>(
    (tree, [path, value]) =>
      value === undefined ? tree : (withLeaf(tree, JSON.parse(path) as readonly string[], value) as Answers),
    {},
  )
}

function withLeaf(tree: unknown, [name, ...below]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  const parts = isObject(tree) ? tree : {}
  const own = Object.hasOwn(parts, name) ? parts[name] : undefined
  return Object.fromEntries([...Object.entries(parts), [name, withLeaf(own, below, value)]])
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function isObject(value: unknown): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
