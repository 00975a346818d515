import { storyChanges, storyPayload } from '../../engine/analysis/scenario/story-values.js'
import type { Scenario, Step } from '../../engine/definition/generated/scenario.js'
import type { Actor, CheckedWorkflows, JsonObject, SourceDocument } from '../../engine/index.js'
import { parseDuration, parseInstant, plainCalendar } from '../../engine/time/index.js'
import type { TestEngine } from './open-test-engine.js'

/** Moves the clock, looking for due timers `delay` after each became due, but never after `to`. */
export async function letTimePass({ engine, clock }: TestEngine, to: number, delay: number): Promise<void> {
  for (;;) {
    const next = await engine.store.read.nextTimerAt()
    if (next === undefined || next + delay > to) break
    clock.moveTo(Math.max(next + delay, clock.now()))
    await engine.runDue()
  }
  clock.moveTo(Math.max(to, clock.now()))
}

/** Tells a story to a real engine: what people do, at the story's times. What it expects is looked at elsewhere. */
export async function tellStory(
  t: TestEngine,
  { story, workflows, delay }: { story: SourceDocument; workflows: CheckedWorkflows; delay: number },
): Promise<void> {
  const told = story.value as unknown as Scenario
  const process = t.engine.processes().find((one) => one.id === told.process && one.profile === told.profile)
  if (!process) throw new Error(`Expected '${told.process}' for the story '${story.file}'.`)
  const calendar = workflows.calendars.get(process.calendar ?? '') ?? plainCalendar('UTC')
  const { cast } = workflows
  const things = (written: object = {}): JsonObject => storyPayload({ ...written }, cast, () => true)
  const actor = (id = ''): Actor => {
    const { roles = [], party } = cast.people[id] ?? workflows.organisation.people[id] ?? {}
    return { id, roles, ...(party === undefined ? {} : { party }) }
  }
  t.clock.moveTo(Math.max(t.clock.now(), parseInstant(told.at) ?? 0))
  const { by, with: data } = told.start
  await t.engine.create(told.process, {
    actor: actor(by),
    data: things(data),
    ...(told.profile === undefined ? {} : { profile: told.profile }),
  })
  for (const step of told.steps ?? []) {
    const until = waitsFor(step)
    if (until !== undefined) await letTimePass(t, until, delay)
    else await perform(step)
  }

  function waitsFor({ wait, until }: Step): number | undefined {
    if (until !== undefined) return parseInstant(until)
    const duration = wait === undefined ? undefined : parseDuration(wait)
    return duration?.ok ? calendar.add(t.clock.now(), duration.range.upper).at : undefined
  }

  async function perform(step: Step): Promise<void> {
    // Other cases of the story stay as they began: their ids are theirs to choose.
    if (step.in !== undefined) return
    const id = 'case-1'
    const request = { actor: actor(step.by) }
    if (step.note !== undefined) await t.engine.note(id, { ...request, text: step.note })
    else if (step.correct)
      await t.engine.correct(id, {
        ...request,
        reason: 'told',
        changes: storyChanges({ ...step.correct }, cast, () => true),
      })
    else if (step.send !== undefined)
      await t.engine.send(id, step.send, {
        ...request,
        payload: things(step.with),
        ...(step.to === undefined ? {} : { to: step.to }),
      })
  }
}
