/** What the running test has asked for. On the global object: a setup file and a test file may load this module twice. */
const key = Symbol.for('aftercare.reload.kept')
const kept = globalThis as { [key]?: string | undefined }

/**
 * Lets the running test keep what lives in memory where the mode would throw it away (`npm run test:reload`), and says
 * why: the test is about such memory itself. Without the mode it does nothing.
 */
export function keepMemory(why: string): void {
  if (why.trim() === '') throw new Error('Expected the reason why memory is kept, but it is empty.')
  kept[key] = why
}

/** Why the running test keeps its memory; `undefined` where it does not. */
export function keptBecause(): string | undefined {
  return kept[key]
}

/** The next test says for itself what it needs. */
export function forgetReason(): void {
  kept[key] = undefined
}
