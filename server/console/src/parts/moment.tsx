import { useLanguage } from '../i18n/use-local-text.js'
import { useNow } from './use-now.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A moment told from now (“3 hours ago”), with the full date on hover and for programs. */
export function Ago({ at }: { readonly at: string }) {
  const language = useLanguage()
  const now = useNow()
  return (
    <time dateTime={at} title={fullDate(at, language)}>
      {fromNow(Date.parse(at) - now, language)}
    </time>
  )
}

/** A moment as a date and a time of day in the reader's zone. */
export function Moment({ at }: { readonly at: string }) {
  const language = useLanguage()
  return (
    <time dateTime={at} title={fullDate(at, language)}>
      {shortDate(at, language)}
    </time>
  )
}

/** “in 3 hours”, “2 days ago”: a distance in milliseconds in its largest whole unit. */
export function fromNow(distance: number, language: string): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' })
  const [size, unit] = unitFor(Math.abs(distance))
  return words.format(Math.trunc(distance / size), unit)
}

/** “3 hr”, “2 days”: how long a time is, in its largest whole unit. */
export function lengthOf(time: number, language: string): string {
  const [size, unit] = unitFor(time)
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.trunc(time / size),
  )
}

function unitFor(time: number): [size: number, unit: 'minute' | 'hour' | 'day'] {
  if (time < hour) return [minute, 'minute']
  return time < 2 * day ? [hour, 'hour'] : [day, 'day']
}

const fullDate = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at))

function shortDate(at: string, language: string): string {
  const date = new Date(at)
  const isThisYear = date.getFullYear() === new Date().getFullYear()
  return new Intl.DateTimeFormat(language, {
    ...(isThisYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(date)
}
