import { createActor, createMachine, type AnyActorScope } from 'xstate'
import { step } from '../engine/core/index.js'
import type { InstanceRecord } from '../engine/core/record.js'
import { compare, type Comparison } from './measure.js'
import { actor, loadSample } from './sample.js'

/** One event of the pure step against XState's own restore and transition of the same two states. */
export async function pureStep(): Promise<readonly Comparison[]> {
  const { process, facts, record } = await loadSample()
  const command = { kind: 'send', event: 'not-reached', payload: {}, actor } as const
  const ours = {
    name: 'step: selection, visit, task, deadline, timers, trail',
    run(count: number) {
      let current: InstanceRecord = record
      for (let i = 0; i < count; i += 1) {
        const result = step(process, facts, current, command, current.updatedAt + 1000)
        if (result.kind === 'refused') throw new Error(result.refusal.text.en)
        current = result.after
      }
    },
  }
  return [await compare('pure step', [ours, xstateAlone()], { count: 2000, atLeast: 0.5 })]
}

function xstateAlone() {
  const machine = createMachine({
    initial: 'waiting',
    context: {},
    states: {
      waiting: {
        on: {
          'not-reached': { target: 'waiting', reenter: true, guard: () => true },
          called: { target: 'answered', guard: () => true },
          withdraw: { target: 'withdrawn', guard: () => true },
        },
      },
      answered: { type: 'final' },
      withdrawn: { type: 'final' },
    },
  })
  const self = createActor(createMachine({}))
  const scope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => undefined,
    defer: () => undefined,
    emit: () => undefined,
    stopChild: () => undefined,
    actionExecutor: () => undefined,
  } as unknown as AnyActorScope
  return {
    name: 'XState: resolveState and machine.transition',
    run(count: number) {
      for (let i = 0; i < count; i += 1) {
        const restored = machine.resolveState({ value: 'waiting', context: {} })
        const after = machine.transition(restored, { type: 'not-reached' }, scope as never)
        if (after.value !== 'waiting') throw new Error('Expected to stay in the state.')
      }
    },
  }
}
