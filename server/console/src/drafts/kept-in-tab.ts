import { nothingEntered, type Entered } from './entered.js'

/** What somebody has entered and not sent yet, with the key that makes sending it take effect once. */
export interface KeptInTab {
  readonly entered: Entered
  readonly idempotencyKey: string
  /** What of it the server has as a draft, and since when. */
  readonly saved?: { readonly at: string; readonly entered: Entered }
}

/** In the memory of this tab only: gone with it, and with a change of who is signed in, whose id is part of the name. */
const kept = new Map<string, KeptInTab>()

/** What was entered under a name, or nothing with a new key. */
export function keptInTab(name: string): KeptInTab {
  return kept.get(name) ?? { entered: nothingEntered, idempotencyKey: crypto.randomUUID() }
}

/** Keeps what was entered while its reader looks elsewhere; `undefined` lets it go. */
export function keepInTab(name: string, input: KeptInTab | undefined): void {
  if (input) kept.set(name, input)
  else kept.delete(name)
}
