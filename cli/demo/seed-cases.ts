import type { CheckedWorkflows, Engine, Instant, VirtualClock } from '../../engine/index.js'
import { Disguise } from './disguise.js'
import { planCases } from './plan-cases.js'
import { Random } from './random.js'
import { SampleCase } from './sample-case.js'

/** Lets sample cases live from `from` until `until` on a clock that jumps. Gives how many began. */
export async function seedCases(
  engine: Engine,
  clock: VirtualClock,
  options: { workflows: CheckedWorkflows; cases: number; from: Instant; until: Instant; seed: number },
): Promise<number> {
  const { workflows, until, seed } = options
  const random = new Random(seed)
  const house = { engine, workflows, random }
  let waiting = planCases(workflows, { ...options, random }).map(
    (plan) => new SampleCase(house, plan, new Disguise(random)),
  )
  const planned = waiting.length
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
  return planned
}
