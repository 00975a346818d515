import type { CheckedProcess } from '../../definition/checked-process.js'
import type { RefusalReason } from '../../errors/index.js'
import type { Draft } from '../draft.js'
import { finishStep } from '../finish-step.js'
import { bilingual, refuse, StepRefused } from '../refusals.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { stateTitle } from '../titles.js'
import { leaveState } from '../visit.js'
import { walkBackIn } from '../walk.js'
import { noteAct } from './note-act.js'
import type { OperatorAction } from './operator-action.js'
import { enteredStates, stateToStandIn } from './target-state.js'
import { whyEnded } from './why-ended.js'

type Reopen = Extract<OperatorAction, { action: 'reopen' }>

/**
 * Lets an ended case go on in a state: it is entered like the first time, with the parts beside it where they ended. The
 * task and the clocks of the whole case begin anew; what the case did when it began is not done again. Refused for a case
 * that goes on elsewhere.
 */
export function reopenCase(
  draft: Draft,
  values: StepValues,
  { act, reason }: { readonly act: Reopen; readonly reason: string },
): Advanced {
  const { process, history } = draft
  const target = stateToStandIn(process, act.to)
  refuse(whyNotReopened(draft))
  const silent = act.withoutEntryActions === true
  noteAct(draft, { action: 'reopen', reason }, { to: act.to, ...(silent && { withoutEntryActions: true }) })
  draft.ended = false
  const beside = [...draft.active.keys()]
  // Innermost first, as XState leaves them.
  for (const path of beside.toReversed()) {
    const state = process.states.get(path)
    if (state) leaveState(draft, state)
  }
  const move = { within: process.root, target }
  const again = beside.filter((path) => path !== target.path && !target.path.startsWith(`${path}.`))
  walkBackIn(draft, values, {
    target,
    beside,
    silent: new Set(['', ...again, ...(silent ? enteredStates(process, move) : [])]),
  })
  draft.history = { ...history, ...draft.history }
  if (hasEnded(draft)) throw new StepRefused([wouldEnd(process, act.to)])
  return finishStep(draft, values)
}

function whyNotReopened({ ended, before }: Draft): RefusalReason | undefined {
  if (!ended)
    return {
      code: 'instance-not-ended',
      text: bilingual(
        '该案件尚未结束，无需重新打开；可将其移至其他状态。',
        'Expected a case that has ended, but this one goes on. Move it instead.',
      ),
    }
  return before?.continuedIn === undefined ? undefined : whyEnded(before)
}

/** Asked behind the walk, which may have ended the case. */
function hasEnded({ ended }: Draft): boolean {
  return ended
}

function wouldEnd(process: CheckedProcess, path: string): RefusalReason {
  const title = stateTitle(process, path)
  return {
    code: 'cannot-move',
    text: bilingual(
      `进入“${title['zh-CN']}”后案件会立即再次结束。请选择可以继续办理的状态。`,
      `Expected a state in which the case goes on, but in '${title.en}' it would end again at once. Name another one.`,
    ),
    state: path,
  }
}
