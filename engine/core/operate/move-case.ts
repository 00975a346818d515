import type { Draft } from '../draft.js'
import { finishStep } from '../finish-step.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { walkByHand } from '../walk.js'
import { noteAct } from './note-act.js'
import type { OperatorAction } from './operator-action.js'
import { enteredStates, handMove } from './target-state.js'

type Move = Extract<OperatorAction, { action: 'move' }>

/**
 * Moves a case by hand, as an event would: exit and entry actions, tasks, clocks, outside work, automatic branches,
 * joins. Nobody's guard is asked; data and invariants are checked as after any step.
 */
export function moveCase(
  draft: Draft,
  values: StepValues,
  { act, reason }: { readonly act: Move; readonly reason: string },
): Advanced {
  const { process } = draft
  const move = handMove(process, new Set(draft.active.keys()), act.to)
  const silent = act.withoutEntryActions === true
  noteAct(draft, { action: 'move', reason }, { to: act.to, ...(silent && { withoutEntryActions: true }) })
  walkByHand(draft, values, { ...move, silent: silent ? enteredStates(process, move) : new Set() })
  return finishStep(draft, values)
}
