import { describe, expect, it } from 'vitest'
import { foldClocks, type Command } from '../../engine/core/index.js'
import { expectAdvanced, hour, monday, Play, processOf } from './play.js'

const process = processOf(`
events:
  told: { title: { zh-CN: 告, en: Told } }
onCancel: told
initial: open
states:
  open:
    task: clerk
    invoke: { process: other, onDone: waiting }
    on: { told: { roles: [], target: waiting } }
  waiting: { task: clerk, due: { within: 2 hours } }
`)

/** What other cases bring about, without anybody sending anything. */
const brought: readonly (readonly [string, (play: Play) => Command])[] = [
  [
    'the end of a case that was awaited',
    (play) => ({
      kind: 'child-ended',
      invocation: play.case.invocations[0]?.id ?? '',
      child: {
        instance: play.case.invocations[0]?.children?.[0]?.instance ?? '',
        process: 'other',
        status: 'ended',
        outcome: 'done',
      },
    }),
  ],
  ['a case that does not need it any more', () => ({ kind: 'cancel', from: 'other' })],
  [
    'an event from another case',
    () => ({ kind: 'receive', message: 'other-p1', from: 'other', event: 'told', payload: {} }),
  ],
]

describe('clocks folded from the whole trail', () => {
  it.each(brought)('begin when %s began them, and not with the step before', (_what, command) => {
    const play = new Play(process)
    expectAdvanced(play.create())
    play.now = monday + hour

    expectAdvanced(play.run(command(play)))

    const folded = foldClocks(process, play.facts, play.trail)
    expect(play.case.deadlines.map(({ startedAt }) => startedAt)).toEqual([monday + hour])
    expect(folded.deadlines).toEqual(play.case.deadlines)
  })
})
