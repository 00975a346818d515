import type { Problem } from '../../errors/problem.js'
import type { SyntaxFault } from './compose-document.js'
import type { SourceText } from './source-text.js'
import type { HealedText } from '../heal/healed-text.js'

type Explanation = Pick<Problem, 'code' | 'message'> & { readonly hint?: string }

const syntax = (message: string, hint?: string): Explanation => ({
  code: 'yaml-syntax',
  message,
  ...(hint && { hint }),
})

/** What to say instead of the library's words, by its code. */
const explanations: { readonly [code in SyntaxFault['code']]?: Explanation } = {
  TAB_AS_INDENT: {
    code: 'tab-indentation',
    message: 'Expected spaces before the line, but found a tab.',
    hint: 'Indent with two spaces.',
  },
  TAG_RESOLVE_FAILED: {
    code: 'custom-tag',
    message: 'Expected a plain value, but found a tag.',
    hint: 'Leave the tag out; a text that begins with ! stands in quotes.',
  },
  MULTIPLE_DOCS: syntax(
    'Expected one document in a file, but a second one begins here.',
    'Put it into a file of its own.',
  ),
  BAD_DIRECTIVE: syntax(
    'Expected plain YAML 1.2, but found a directive.',
    'Remove the line that begins with %.',
  ),
  BAD_DQ_ESCAPE: syntax(
    'Expected a known escape after the backslash, but found another character.',
    'Use single quotes, where a backslash is a backslash, or write \\\\.',
  ),
  BAD_INDENT: syntax(
    'Expected the line to stand in the column of its neighbours, but it stands in another.',
    'Give all keys of one map the same number of spaces.',
  ),
  BAD_SCALAR_START: syntax(
    'Expected a value, but it begins with a character YAML reserves.',
    'Put the value in quotes.',
  ),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    "Expected one value after the colon, but there is a second ': ' in the same line.",
    'Put the value in quotes, or the nested keys on lines of their own.',
  ),
  BLOCK_IN_FLOW: syntax('Expected the closing bracket first, but a new block begins.', 'Close the bracket.'),
  KEY_OVER_1024_CHARS: syntax(
    'Expected a name of at most 1,024 characters before the colon, but it is longer.',
  ),
  MULTILINE_IMPLICIT_KEY: syntax(
    "Expected a name and a colon, but the text runs over several lines before the next ': '.",
    "Add the missing ':' or indent the text under its key.",
  ),
}

const byText: readonly (readonly [RegExp, Explanation])[] = [
  [
    /must end with a? ?[}\]]|end with a [}\]]/,
    syntax('Expected a closing bracket, but the list or map in brackets goes on.', 'Close the bracket.'),
  ],
  [
    /Missing closing ["']/,
    syntax(
      'Expected a closing quote, but the text goes on.',
      'Close the quote, or double it inside single quotes.',
    ),
  ],
  [
    /Missing , /,
    syntax(
      'Expected a comma between the entries, but found another value.',
      'Put a comma between them, or the value in quotes.',
    ),
  ],
  [
    /Implicit map keys need to be followed by map values|Implicit keys need/,
    syntax("Expected ': ' after the name, but the line ends.", "Add ': ' and a value."),
  ],
]

/** Tells what is wrong in the words of the house. One problem a line: the parser often complains twice of one slip. */
export function explainSyntax(
  faults: readonly SyntaxFault[],
  healed: HealedText,
  source: SourceText,
): readonly Problem[] {
  const linesTold = new Set(healed.problems.map((problem) => problem.place?.line))
  const problems: Problem[] = []
  for (const fault of [...faults].sort((a, b) => a.start - b.start)) {
    const start = healed.toFile(fault.start)
    const line = source.lineOf(start)
    if (linesTold.has(line)) continue
    linesTold.add(line)
    const place = source.placeOf({ start, end: Math.max(start, healed.toFile(fault.end)) })
    const explanation =
      byText.find(([pattern]) => pattern.test(fault.message))?.[1] ??
      explanations[fault.code] ??
      syntax(
        'Expected YAML, but this cannot be read.',
        'Put the value in quotes if it is a text or an expression.',
      )
    problems.push({ severity: 'error', place, ...explanation })
  }
  return problems
}
