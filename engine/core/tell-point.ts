import type { Text } from '../errors/index.js'
import type { DuePoint } from '../time/calendar.js'
import { localTime } from './local-time.js'
import { bilingual } from './refusals.js'

/**
 * A point in time on the clocks of a zone, and whether it is provisional, for the middle of a sentence: the Chinese
 * text ends as words can follow at once.
 */
export function tellPoint({ at, provisional }: DuePoint, zone: string): Text {
  const time = localTime(at, zone)
  return provisional
    ? bilingual(
        `${time}（暂定：该年节假日尚未公布）`,
        `${time} (provisional: the holidays of that year are not published yet)`,
      )
    : bilingual(`${time} `, time)
}
