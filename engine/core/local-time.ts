import type { Instant } from '../time/calendar.js'

const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026-10-08 18:00` on the clocks of a zone. */
export function localTime(at: Instant, zone: string): string {
  const { year, month, day, hour, minute } = partsOf(at, zone)
  return `${year}-${month}-${day} ${hour}:${minute}`
}

/** `2026-10-08T18:00:00+08:00`: an instant as RFC 3339 with the offset its zone has then. */
export function zonedText(at: Instant, zone: string): string {
  const { year, month, day, hour, minute, second } = partsOf(at, zone)
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const offset = Math.round((Date.parse(`${local}Z`) - at) / 60_000)
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  return `${local}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>

function partsOf(at: Instant, zone: string): Parts {
  let format = formats.get(zone)
  if (!format) {
    const numbers = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    } as const
    format = new Intl.DateTimeFormat('en-GB', { ...numbers, hourCycle: 'h23', timeZone: zone })
    formats.set(zone, format)
  }
  const found = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (name: keyof Parts): string => found[name] ?? ''
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}
