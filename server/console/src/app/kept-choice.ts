/** What a browser keeps for its reader: how things look and which keys act, never what they say. */
export type Choice = 'language' | 'theme' | 'shortcuts'

/** The choice made last in this browser; `undefined` where none was, or where it keeps nothing. */
export function keptChoice(choice: Choice): string | undefined {
  try {
    return localStorage.getItem(`aftercare-${choice}`) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a choice for the next visit, where the browser keeps anything. */
export function keepChoice(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`aftercare-${choice}`, value)
  } catch {
    // A browser that keeps nothing shows what it would show at a first visit.
  }
}
