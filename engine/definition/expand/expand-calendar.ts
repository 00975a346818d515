import { nearestName } from '../../errors/nearest-name.js'
import { type MapNode, replaceEntry, scalarAt, type SourceNode } from '../parse/source-node.js'
import type { Report } from './expand-document.js'

const parts = ['choose', 'else']

/** Stands in for a calendar that was told to be lacking, so that what counts by it is not told of it again. */
export const lackingCalendar = 'a-calendar-that-is-lacking'

/**
 * `calendar: { choose, else }` becomes `chooseCalendar` and `calendar`, so that the calendar is a name wherever it is
 * read. What is neither of the two parts is told; something stands in for a calendar without `else`.
 */
export function expandCalendar(holder: SourceNode, report: Report): SourceNode {
  const written = holder.kind === 'map' ? holder.entries.get('calendar')?.value : undefined
  if (holder.kind !== 'map' || written?.kind !== 'map') return holder
  const meant = reportOthers(written, report)
  const choose = written.entries.get('choose')
  const otherwise = written.entries.get('else')
  if (choose) holder.entries.set('chooseCalendar', { ...choose, key: 'chooseCalendar' })
  if (written.faulty.has('choose')) holder.faulty.add('chooseCalendar')
  const value = otherwise?.value ?? scalarAt(lackingCalendar, written.span)
  replaceEntry(holder, 'calendar', { key: 'calendar', value })
  const lacking = parts.find(
    (part) => !written.entries.has(part) && !written.faulty.has(part) && !meant.has(part),
  )
  if (lacking !== undefined) reportLacking(written, lacking, report)
  return holder
}

/** Tells of other keys. The parts they were probably meant for are not lacking as well. */
function reportOthers(written: MapNode, report: Report): ReadonlySet<string> {
  const meant = new Set<string>()
  for (const { key, keySpan } of written.entries.values()) {
    if (parts.includes(key)) continue
    const nearest = nearestName(key, parts)
    if (nearest !== undefined) meant.add(nearest)
    report({
      code: 'unknown-key',
      message: `Expected 'choose' or 'else', but found '${key}'.`,
      span: keySpan,
      hint:
        nearest === undefined
          ? "'choose' names the calendar by the data, 'else' the one that counts otherwise."
          : `Did you mean '${nearest}'?`,
    })
  }
  return meant
}

function reportLacking({ span }: MapNode, lacking: string, report: Report): void {
  report({
    code: 'missing-key',
    message: `Expected the key '${lacking}', but it is not there.`,
    span,
    hint:
      lacking === 'else'
        ? "Add 'else: …', the calendar that counts where 'choose' gives none."
        : 'Write the name of the calendar alone where the data do not choose it.',
  })
}
