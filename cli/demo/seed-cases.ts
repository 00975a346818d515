import type { CheckedWorkflows, Engine, Instant, VirtualClock } from '../../engine/index.js'
import { Disguise } from './disguise.js'
import { planCases } from './plan-cases.js'
import { Random } from './random.js'
import { SampleCase, type Stall } from './sample-case.js'

/** What became of the sample cases. */
export interface Seeded {
  readonly planned: number
  /** Cases that could not go on as their stories do. */
  readonly stalls: readonly Stall[]
}

/** Lets sample cases live from `from` until `until` on a clock that jumps. Gives how many were planned, and which stopped. */
export async function seedCases(
  engine: Engine,
  clock: VirtualClock,
  options: { workflows: CheckedWorkflows; cases: number; from: Instant; until: Instant; seed: number },
): Promise<Seeded> {
  const { workflows, until, seed } = options
  const random = new Random(seed)
  const house = { engine, workflows, random }
  const planned = planCases(workflows, engine.calendars(), { ...options, random }).map(
    (plan) => new SampleCase(house, plan, new Disguise(random)),
  )
  let waiting = [...planned]
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.next - b.next)
    const [soonest, ...others] = waiting
    if (!soonest || soonest.next >= until) break
    if (soonest.next > clock.now()) clock.moveTo(soonest.next)
    await engine.runDue()
    waiting = (await soonest.goOn(clock.now())) ? [soonest, ...others] : others
  }
  clock.moveTo(Math.max(until, clock.now()))
  await engine.runDue()
  return { planned: planned.length, stalls: planned.flatMap(({ stall }) => stall ?? []) }
}
