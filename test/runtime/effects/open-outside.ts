import type { EngineOptions } from '../../../engine/runtime/engine-options.js'
import type { EffectRow, IncidentRow } from '../../../engine/store/port.js'
import { accepted, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'
import { outsideFiles } from './outside-files.js'

/** The process of `outside-files.ts`, checked once. */
export const outsideWorkflows = sound(outsideFiles)

/** An engine with one open case, `case-1`. */
export interface Outside extends TestEngine {
  /** Sends an event by a clerk; it must be accepted. */
  send(event: string): Promise<void>
  /** Where the case is. */
  state(): Promise<string | undefined>
  /** Its effects in order. */
  effects(): Promise<readonly EffectRow[]>
  /** The first open incident. */
  incident(): Promise<IncidentRow>
  /** What its trail tells, by type. */
  trail(): Promise<readonly string[]>
  /** Moves the clock. */
  pass(milliseconds: number): void
}

/** Opens an engine whose pauses are not cut by chance, and begins the case. */
export async function openOutside(options: Partial<EngineOptions> = {}): Promise<Outside> {
  const t = await openTestEngine({ workflows: outsideWorkflows, effects: { random: () => 1 }, ...options })
  accepted(await t.engine.create('payout', { actor: 'ann', data: { amount: 7 } }))
  return {
    ...t,
    send: async (event) => {
      accepted(await t.engine.send('case-1', event, { actor: 'ann' }))
    },
    state: async () => (await t.engine.get('case-1'))?.active.map(({ path }) => path).join(),
    effects: () => t.engine.effects('case-1'),
    incident: async () => {
      const [incident] = (await t.engine.incidents()).items
      if (!incident) throw new Error('Expected an open incident, but there is none.')
      return incident
    },
    trail: async () => (await t.engine.trail('case-1', { limit: 500 })).items.map(({ type }) => type),
    pass: (milliseconds) => t.clock.moveTo(t.clock.now() + milliseconds),
  }
}
