import type { Place, Problem } from './problem.js'
import { isWide } from './wide-characters.js'

/** Most columns of a source line that are shown around the caret. */
const shownColumns = 120

/**
 * A problem as text for a terminal: where and what, the line with a caret under the fault, then what was expected, the
 * nearest name, the remedy and the page that explains the code. No line break at the end.
 */
export function renderProblem(problem: Problem): string {
  const { place } = problem
  const where = place ? `${place.file}:${place.line}:${place.column} ` : ''
  const severity = problem.severity === 'warning' ? 'warning ' : ''
  const lines = [`${where}${severity}${problem.code}`, `  ${problem.message}`]
  if (place?.text !== undefined) lines.push(...markedLine(place, place.text))
  if (problem.expected !== undefined) lines.push(`  expected: ${problem.expected}`)
  if (problem.found !== undefined) lines.push(`  found:    ${problem.found}`)
  // Many remedies name the nearest name already.
  if (problem.nearest !== undefined && !problem.hint?.includes(`'${problem.nearest}'`))
    lines.push(`  did you mean '${problem.nearest}'?`)
  if (problem.hint !== undefined) lines.push(`  ${problem.hint}`)
  lines.push(`  docs/problems/${problem.code}.md`)
  return lines.join('\n')
}

function markedLine(place: Place, text: string): readonly string[] {
  const characters = Array.from(text, (character) => (character === '\t' ? ' ' : character))
  const column = Math.min(place.column, characters.length + 1) - 1
  const end = Math.max(column + 1, Math.min((place.endColumn ?? place.column + 1) - 1, characters.length))
  const from = Math.max(0, column - shownColumns / 2)
  const to = Math.min(characters.length, from + shownColumns)
  const margin = `  ${place.line} | `
  const shown = characters.slice(from, to).join('')
  const before = widthOf(characters.slice(from, column))
  const marked = Math.max(1, widthOf(characters.slice(column, Math.min(end, to))))
  return [margin + shown, `${' '.repeat(margin.length - 2)}| ${' '.repeat(before)}${'^'.repeat(marked)}`]
}

/** Columns of a terminal: East Asian wide and full-width characters take two, combining marks none. */
function widthOf(characters: readonly string[]): number {
  let width = 0
  for (const character of characters) if (!/\p{Mn}/u.test(character)) width += isWide(character) ? 2 : 1
  return width
}
