/** What one look at a server's surroundings came to. */
export interface Finding {
  /** What was looked at: one of few words. */
  readonly check: string
  /** `warn`: it works, and somebody should look; `bad`: it does not work, or what is promised does not hold. */
  readonly status: 'ok' | 'warn' | 'bad'
  readonly text: string
  /** What to do about it; present unless all is well. */
  readonly remedy?: string
}

/** A look that found nothing to mend. */
export const ok = (check: string, text: string): Finding => ({ check, status: 'ok', text })

/** One that found something to be looked after. */
export const warn = (check: string, text: string, remedy: string): Finding => ({
  check,
  status: 'warn',
  text,
  remedy,
})

/** One that found something broken. */
export const bad = (check: string, text: string, remedy: string): Finding => ({
  check,
  status: 'bad',
  text,
  remedy,
})
