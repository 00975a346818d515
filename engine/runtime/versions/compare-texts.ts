import { createTwoFilesPatch } from 'diff'

/** Up to so many changed lines the shortest way between two texts is looked for; the time grows with their square. */
const mostEdits = 1000

/** A text with what it is called in a comparison. */
export interface NamedText {
  readonly name: string
  readonly text: string
}

/**
 * What changed between two texts, as a unified diff with three lines around each change; empty when they are the same.
 * Texts that differ in more than 1,000 lines are told as taken away and added whole.
 */
export function compareTexts(before: NamedText, after: NamedText): string {
  if (before.text === after.text) return ''
  const options = { context: 3, maxEditLength: mostEdits, headerOptions: fileNamesAlone }
  const patch: string | undefined = createTwoFilesPatch(
    before.name,
    after.name,
    before.text,
    after.text,
    undefined,
    undefined,
    options,
  )
  return patch ?? replaced(before, after)
}

const fileNamesAlone = { includeIndex: false, includeUnderline: false, includeFileHeaders: true }

function replaced(before: NamedText, after: NamedText): string {
  const [from, to] = [before.text, after.text].map((text) => text.trimEnd().split('\n')) as [
    string[],
    string[],
  ]
  return [
    `--- ${before.name}`,
    `+++ ${after.name}`,
    `@@ -1,${from.length} +1,${to.length} @@`,
    ...from.map((line) => `-${line}`),
    ...to.map((line) => `+${line}`),
    '',
  ].join('\n')
}
