/** What somebody has entered and not sent yet, with the key that makes sending it take effect once. */
export interface KeptAnswers {
  readonly answers: Readonly<Record<string, unknown>>
  readonly idempotencyKey: string
}

/** In the memory of this tab only: gone with it, and with a change of who is signed in, whose id is part of the name. */
const kept = new Map<string, KeptAnswers>()

/** What was entered under a name, or an empty form with a new key. */
export function keptAnswers(name: string): KeptAnswers {
  return kept.get(name) ?? { answers: {}, idempotencyKey: crypto.randomUUID() }
}

/** Keeps what was entered while its reader looks elsewhere; `undefined` lets it go. */
export function keepAnswers(name: string, answers: KeptAnswers | undefined): void {
  if (answers) kept.set(name, answers)
  else kept.delete(name)
}
