import { useMemo } from 'react'
import type { ProblemError } from '../../../client/index.js'
import { useLanguage, useLocalText } from '../i18n/use-local-text.js'
import { asksFor, inputOf, partsOf, placedReasons, type PlacedReasons } from './reasons-by-field.js'

/** What the server refused: beside the answer it is about, or above the form; nothing that was mended since. */
export function useReasons(
  problem: ProblemError['problem'] | undefined,
  schema: unknown,
  mended: ReadonlySet<string>,
): PlacedReasons {
  const local = useLocalText()
  const language = useLanguage()
  return useMemo(
    () =>
      placedReasons(
        (problem?.reasons ?? []).filter((reason) => !mended.has(inputOf(partsOf(reason.field)))),
        (path) => schema !== undefined && asksFor(schema, path),
        (reason) => local(reason.text),
      ),
    // The words change with the language only.
    [problem, schema, mended, language],
  )
}
