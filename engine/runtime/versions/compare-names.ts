/**
 * Which of two values of `version:` is the newer: numbers in them count as numbers, so that `1.10.0` is newer than
 * `1.9.0`, and whatever is between them by its characters. Positive where the first is newer, 0 for the same text alone.
 */
export function compareNames(first: string, second: string): number {
  const [one, other] = [partsOf(first), partsOf(second)]
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const order = compareParts(one[at] ?? '', other[at] ?? '')
    if (order !== 0) return order
  }
  return byCharacters(first, second)
}

/** A name behind a given one: its last number raised by one, `.1` added where it has none. */
export function nextName(name: string): string {
  const raised = name.replace(/\d+(?=\D*$)/, (digits) => String(BigInt(digits) + 1n))
  return raised === name ? `${name}.1` : raised
}

const partsOf = (name: string): readonly string[] => name.match(/\d+|\D+/g) ?? []

function compareParts(one: string, other: string): number {
  if (!/^\d/.test(one) || !/^\d/.test(other)) return byCharacters(one, other)
  const [number, second] = [BigInt(one), BigInt(other)]
  if (number === second) return 0
  return number < second ? -1 : 1
}

function byCharacters(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
