/** More grams than this do not narrow a search any further; the value itself is compared afterwards. */
const mostProbes = 4

/** What people put between the digits of a number, or leave out. None needs quoting in SQL. */
export const digitSeparators = [' ', '-', '\u2010', '\u2013', '\u2014', '.', '/', '(', ')', '+']

/** A normalised value or question without the separators. */
export function withoutSeparators(value: string): string {
  return digitSeparators.reduce((rest, separator) => rest.replaceAll(separator, ''), value)
}

/** Whether a normalised question is a number, two digits or more: it is looked for without regard to separators. */
export function asksForDigits(question: string): boolean {
  return /^[0-9]{2,}$/.test(withoutSeparators(question))
}

/**
 * Grams under which normalised values are found: all pairs of characters, for names of two characters, and all
 * fours, because ten digits make too few pairs: of a million telephone numbers a hundred thousand hold any one pair.
 * Values with digits are found without their separators too.
 */
export function gramsOf(values: readonly string[]): readonly string[] {
  const joined = values.filter((value) => /[0-9]/.test(value)).map(withoutSeparators)
  const forms = new Set([...values, ...joined])
  return [...new Set([...forms].flatMap((form) => [...slices(form, 2), ...slices(form, 4)]))]
}

/** Grams that every value containing the text has, be it a normalised question or one without separators; none when it is shorter than two characters. */
export function probesOf(question: string): readonly string[] {
  const length = Array.from(question).length
  const grams = [...new Set(slices(question, length >= 4 ? 4 : 2))]
  const stride = Math.max(1, Math.ceil(grams.length / mostProbes))
  return grams.filter((_gram, index) => index % stride === 0)
}

function slices(value: string, size: number): string[] {
  const characters = Array.from(value)
  return characters
    .slice(0, Math.max(0, characters.length - size + 1))
    .map((_first, index) => characters.slice(index, index + size).join(''))
}
