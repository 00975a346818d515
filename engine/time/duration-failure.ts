/** Why a text is no duration. The message is one sentence, the hint what to type instead. */
export interface DurationFailure {
  readonly ok: false
  readonly message: string
  readonly expected: string
  readonly found: string
  readonly nearest?: string
  readonly hint?: string
}

/** Says why a text is none of what is expected; without a hint, the nearest right spelling is the remedy. */
export function durationFailure(
  expected: string,
  text: string,
  why: string,
  more: { readonly nearest?: string; readonly hint?: string } = {},
): DurationFailure {
  const hint = more.hint ?? (more.nearest === undefined ? undefined : `Write '${more.nearest}'.`)
  return {
    ok: false,
    message: `Expected ${expected}, but found '${text}': ${why}.`,
    expected,
    found: text,
    ...(more.nearest === undefined ? {} : { nearest: more.nearest }),
    ...(hint === undefined ? {} : { hint }),
  }
}
