import { isAskedFor, similarRequest, toldTwice } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { Expect } from '../../definition/generated/scenario.js'
import type { Difference } from './check-expectation.js'
import type { ScenarioPlay } from './scenario-play.js'
import type { StoryCase } from './story-case.js'

/** Compares which cases of the story a case is told to be similar to, as people would be told it now. */
export function similarDifferences(
  { similar }: Expect,
  play: ScenarioPlay,
  subject: StoryCase,
): readonly Difference[] {
  if (!similar || !subject.record) return []
  const records = similarTo(play, subject)
  const names = records.map(({ id, number }, index) => {
    const written = similar[index]
    return written !== undefined && (play.find(written)?.id === id || written === number)
      ? written
      : (play.labelOf(id) ?? number ?? id)
  })
  if (names.length === similar.length && names.every((name, index) => name === similar[index])) return []
  const path = similar.length === 1 ? ['similar', 0] : ['similar']
  return [{ path, expected: similar.join(', ') || '(none)', found: names.join(', ') || '(none)' }]
}

/** Cases of the story that are probably the same matter, the newest first: what the engine would answer for them. */
function similarTo(play: ScenarioPlay, { process, record }: StoryCase): readonly InstanceRecord[] {
  const request = record && similarRequest(process, record)
  if (!request) return []
  const found = play.cases
    .flatMap((one) => (one.record ? [{ process: one.process, record: one.record }] : []))
    .filter((one) => isAskedFor(request, one))
    .map((one) => one.record)
    .reverse()
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, request.limit)
  return toldTwice(found, { process, record, calendar: play.calendarOf(process) })
}
