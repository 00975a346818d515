import type { Instant } from '../time/calendar.js'

/** An instant as the trail writes it: RFC 3339 in UTC with milliseconds, since people read trails. */
export function instantText(at: Instant): string {
  return new Date(at).toISOString()
}
