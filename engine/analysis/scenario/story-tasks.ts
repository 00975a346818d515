import type { Actor, Command, TrailEntry } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { Expect, Step } from '../../definition/generated/scenario.js'
import type { JsonObject } from '../../errors/index.js'
import { differ, type Difference } from './check-expectation.js'
import type { Happening } from './scenario-play.js'

/** What a step does with the task of a state, where it does anything of the kind. */
export function taskCommand(
  step: Step,
  actor: Actor,
  record: InstanceRecord | undefined,
): Extract<Command, { kind: 'claim' | 'release' | 'assign' }> | undefined {
  // A story may show that a task that is not there is refused; ids count from 1.
  const taskOf = (state: string): string =>
    record?.tasks.find((task) => task.state === state)?.id ?? `${record?.id ?? ''}-t0`
  if (step.claim !== undefined) return { kind: 'claim', task: taskOf(step.claim), actor }
  if (step.release !== undefined) return { kind: 'release', task: taskOf(step.release), actor }
  if (!step.assign) return undefined
  const { task, to, reason } = step.assign
  return { kind: 'assign', task: taskOf(task), to, reason, actor }
}

/** Who has which task, who was passed over for it, and how urgent the case is. */
export function taskDifferences(
  expect: Expect,
  { advanced }: Happening,
  { tasks, priority }: InstanceRecord,
): readonly Difference[] {
  const trail = advanced.flatMap((one) => one.trail)
  return [
    ...Object.entries(expect.assigned ?? {}).flatMap(([state, person]) => {
      const task = tasks.find((one) => one.state === state)
      return differ(
        ['assigned', state],
        person,
        task ? (task.assignee ?? 'nobody') : '(no such task is open)',
      )
    }),
    ...Object.entries(expect.skipped ?? {}).flatMap(([state, people]) =>
      differ(['skipped', state], people as JsonObject, skippedFor(trail, state)),
    ),
    ...differ(['priority'], expect.priority, priority ?? '(none)'),
  ]
}

function skippedFor(trail: readonly TrailEntry[], state: string): JsonObject {
  const entry = trail
    .filter(({ type }) => type === 'task-assigned' || type === 'task-unassigned')
    .findLast(({ body }) => body['state'] === state)
  const skipped = (entry?.body['skipped'] ?? []) as { person: string; because: string }[]
  return Object.fromEntries(skipped.map(({ person, because }) => [person, because]))
}
