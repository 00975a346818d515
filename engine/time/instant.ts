/** A point in time: milliseconds since 1970-01-01T00:00:00Z, a whole number. Borders write it as RFC 3339. */
export type Instant = number

/** Receives what a calculation did, so that "why is it due then?" can be answered. */
export type TimeTrace = (line: {
  readonly kind: string
  readonly from?: Instant
  readonly to?: Instant
  readonly day?: string
  readonly note?: string
}) => void
