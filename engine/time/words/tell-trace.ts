import type { Text } from '../../errors/json.js'
import type { Duration } from '../duration.js'
import { told, type CountFrame } from './frame.js'
import { tellStretch } from './tell-stretch.js'

/** What counted and what did not on the way to an instant, a sentence a stretch; working days where no duration is given. */
export function tellTrace({
  duration = { amount: 1, unit: 'working-day' },
  ...frame
}: Pick<CountFrame, 'calendar' | 'trace' | 'startedAt' | 'pauses'> & {
  readonly duration?: Duration
}): readonly Text[] {
  const rule = { kind: 'within', range: { upper: duration } } as const
  const span = { due: { at: frame.startedAt, provisional: false } }
  const all = told({ ...frame, rule, span })
  return all.stretches.map((stretch) => tellStretch(all, stretch))
}
