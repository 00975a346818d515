import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-local-text.js'
import { Moment } from '../../parts/moment.js'

/** A moment in the zone of a calendar, which is named where it is not the reader's own; without a zone in the reader's. */
export function ZonedMoment({ at, zone }: { readonly at: string; readonly zone: string | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (zone === undefined || isOwnTime(zone, at)) return <Moment at={at} />
  const date = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(at))
  return (
    <span>
      <time dateTime={at}>{date}</time> {t('instance.zone', { zone })}
    </span>
  )
}

/** Whether clocks of the zone and of the reader show the same then. */
function isOwnTime(zone: string, at: string): boolean {
  const shown = (timeZone?: string): string =>
    new Intl.DateTimeFormat('en', {
      dateStyle: 'short',
      timeStyle: 'short',
      ...(timeZone !== undefined && { timeZone }),
    }).format(new Date(at))
  return shown() === shown(zone)
}
