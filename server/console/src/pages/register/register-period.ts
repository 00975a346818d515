/** What narrows a register, for its page and its files alike. */
export interface RegisterPeriod {
  /** First and last day, `2026-11-23`, both included. */
  readonly from?: string
  readonly to?: string
  /** Only lines that are not struck off. */
  readonly open?: 'true'
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** What the address says of it; what is no day is left out. */
export function periodOf(values: Readonly<Record<string, string>>): RegisterPeriod {
  const { from, to, open } = values
  return {
    ...(from !== undefined && day.test(from) && { from }),
    ...(to !== undefined && day.test(to) && { to }),
    ...(open === 'true' && { open }),
  }
}
