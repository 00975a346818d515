import { exitCode, reportFailure } from './output.js'

/** The first signal stops cleanly and ends the process; a second one ends it at once. */
export function stopAtSignal(running: { stop(): Promise<void> }, json: boolean): void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const stop = (): void => {
    for (const signal of signals) process.removeListener(signal, stop)
    running.stop().then(
      () => process.exit(exitCode.good),
      (error: unknown) => {
        reportFailure(error, json)
        process.exit()
      },
    )
  }
  for (const signal of signals) process.on(signal, stop)
}
