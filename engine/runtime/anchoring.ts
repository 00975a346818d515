import { createAnchor, loadOrCreateAnchorKey } from '../store/index.js'
import type { Engine } from './engine.js'
import { loggedFailure } from './failure-text.js'
import type { EngineLog } from './ports.js'

const hour = 3_600_000

/**
 * Signs the heads of all chains every hour, on the node that keeps the time, and once more at `stop`, which comes before the engine's own and is safe to
 * call twice. A failure is logged; the next anchor covers what this one would have.
 */
export async function startAnchoring(
  engine: Engine,
  options: { readonly keyFile: string; readonly log: EngineLog; readonly every?: number },
): Promise<{ stop(): Promise<void> }> {
  const { keyFile, log, every = hour } = options
  const signer = await loadOrCreateAnchorKey(keyFile)
  let cancel = (): void => undefined
  let running: Promise<void> = Promise.resolve()
  const anchor = async (): Promise<void> => {
    try {
      await createAnchor(engine.store, signer, engine.now())
    } catch (error) {
      const { code, detail } = loggedFailure(error)
      const message = `An anchor could not be written; the next one covers the same rows. ${detail}`
      log({ level: 'error', code, message })
    }
  }
  /** Of several nodes one does it. Where that cannot be told, twice is better than never. */
  const hourly = async (): Promise<void> => {
    if (await engine.keepsTime().catch(() => true)) await anchor()
  }
  const plan = (): void => {
    cancel = engine.clock.wakeAt(engine.now() + every, () => {
      running = hourly().then(plan)
    })
  }
  const end = async (): Promise<void> => {
    cancel()
    await running
    // The one under way has planned the next.
    cancel()
    await anchor()
  }
  let ending: Promise<void> | undefined
  plan()
  return { stop: () => (ending ??= end()) }
}
