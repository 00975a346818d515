import type { Problem } from '../../errors/problem.js'
import type { Calendar } from '../../time/index.js'
import { textAt } from '../compile/json-access.js'
import { ProblemLog } from '../compile/problem-log.js'
import type { MapNode } from '../parse/source-node.js'
import { scalarAt } from '../parse/source-node.js'
import { readDocument } from '../read-source.js'
import { compileDocument } from './compile-document.js'
import { jsonSource } from './json-source.js'

/** A calendar that was read, or everything wrong with it. Places are those in the JSON laid out line by line. */
export type ReadCalendar =
  | { readonly ok: true; readonly calendar: Calendar }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Id of a calendar that was given without one. */
const inlineId = 'inline'

/**
 * Reads a calendar given as JSON in the form of a calendar's file, short forms included, through the same schema and
 * the same checks. `calendar` and `title` may be left out. `extends` names one of the `known` calendars.
 */
export function readCalendar(json: unknown, known: ReadonlyMap<string, Calendar> = new Map()): ReadCalendar {
  const { root, source, problems } = jsonSource('calendar', json)
  if (root.kind !== 'map') return { ok: false, problems: [noMap(source.placeOf(root.span))] }
  fillIn(root)
  const read = readDocument('calendar', root, source, problems.length === 0)
  const { document } = read
  if (!document?.sound) return { ok: false, problems: [...problems, ...read.problems] }
  const log = new ProblemLog((path, options) => document.locate(path, options))
  const parentId = textAt(document.value, 'extends')
  const parent = parentId === undefined ? undefined : known.get(parentId)
  if (parentId !== undefined && !parent) {
    const what = 'the name of a calendar'
    log.reportUnknown('unknown-calendar', ['extends'], { what, name: parentId, known: known.keys() })
    return { ok: false, problems: log.problems }
  }
  const calendar = compileDocument(document, parent?.definition, log)
  return calendar ? { ok: true, calendar } : { ok: false, problems: log.problems }
}

/** What a file must have and an answer does without. */
function fillIn(root: MapNode): void {
  for (const key of ['calendar', 'title']) {
    if (root.entries.has(key)) continue
    root.entries.set(key, { key, keySpan: root.span, value: scalarAt(inlineId, root.span) })
  }
}

function noMap(place: NonNullable<Problem['place']>): Problem {
  return {
    code: 'wrong-type',
    severity: 'error',
    message: 'Expected a calendar as a map of keys and values, but found something else.',
    expected: 'a map of keys and values',
    hint: 'Give zone, dayCounting and hours, as in a file of calendars/.',
    place,
  }
}
