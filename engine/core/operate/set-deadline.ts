import type { RefusalReason, Text } from '../../errors/index.js'
import type { Instant } from '../../time/instant.js'
import { clockTitle } from '../clock-title.js'
import { runIdOf } from '../clocks/arm-timers.js'
import type { Draft } from '../draft.js'
import { closeStep } from '../finish-step.js'
import { instantText } from '../instant-text.js'
import type { DeadlineRecord, WaitRecord } from '../record.js'
import { bilingual, StepRefused } from '../refusals.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { noteAct } from './note-act.js'

interface Asked {
  readonly clock: string
  readonly reason: string
}

/**
 * Sets the due point of a running clock by hand. It stands through pauses, changed data and recounts, until it is
 * withdrawn, the clock begins anew, or it has come. One that has passed comes at once.
 */
export function setDeadline(
  draft: Draft,
  values: StepValues,
  { clock: named, dueAt, reason }: Asked & { readonly dueAt: Instant },
): Advanced {
  const run = runningClock(draft, named)
  if (dueAt <= run.startedAt) throw new StepRefused([tooEarly(draft, run)])
  const { id: clock, visit, state } = run
  const told = { clock, state, visit, dueAt: instantText(dueAt), before: instantText(run.dueAt) }
  noteAct(draft, { action: 'set-deadline', reason }, told)
  return closeStep(draft, values, { read: 'no', reason })
}

/** Takes a due point that was set by hand away again. What is due by the rule since then comes at once. */
export function withdrawDeadline(
  draft: Draft,
  values: StepValues,
  { clock: named, reason }: Asked,
): Advanced {
  const run = runningClock(draft, named)
  if (!run.byHand) throw new StepRefused([notSet(draft, run)])
  const { id: clock, visit, state } = run
  noteAct(draft, { action: 'withdraw-deadline', reason }, { clock, state, visit })
  return closeStep(draft, values, { read: 'no', reason })
}

/** The clock of this id, or the one whose due point is that of the timer of this id. */
function runningClock(draft: Draft, named: string): DeadlineRecord | WaitRecord {
  const running = [...draft.deadlines, ...draft.waits]
  const timer = draft.timers.find(({ id }) => id === named)
  // A warning and an escalation are counted from the due point of their deadline.
  const id = timer ? runIdOf(timer) : named
  const found = running.find((one) => one.id === id)
  if (found && timer?.kind !== 'warn' && timer?.kind !== 'escalate') return found
  const known = running.map((one) => one.id).join(', ')
  const why = found ? countedFrom(clockTitle(draft.process, found)) : notRunning(draft, running)
  throw new StepRefused([{ code: 'unknown-clock', text: why, expected: known, found: named }])
}

function countedFrom(title: Text): Text {
  return bilingual(
    `该时刻随期限“${title['zh-CN']}”计算，不能单独设定；请设定该期限。`,
    `Expected a clock with a due point of its own, but this one is counted from that of '${title.en}'. Set that one.`,
  )
}

/** What was asked for may be no clock of the process at all; `found` has it. */
function notRunning({ process }: Draft, running: readonly (DeadlineRecord | WaitRecord)[]): Text {
  const titles = running.map((run) => clockTitle(process, run))
  const [chinese, english] = [
    titles.map((one) => one['zh-CN']).join('、'),
    titles.map(({ en }) => en).join(', '),
  ]
  return bilingual(
    `该期限没有在计时。${chinese === '' ? '该案件没有正在计时的期限。' : `正在计时的有：${chinese}。`}`,
    `Expected a clock of the case that runs, but this one does not. ${english === '' ? 'None runs.' : `There are: ${english}.`}`,
  )
}

function tooEarly({ process }: Draft, run: DeadlineRecord | WaitRecord): RefusalReason {
  const title = clockTitle(process, run)
  const { startedAt } = run
  return {
    code: 'due-point-invalid',
    text: bilingual(
      `“${title['zh-CN']}”的到期时间必须晚于起算时间 ${instantText(startedAt)}。`,
      `Expected a due point after ${instantText(startedAt)}, when '${title.en}' began, but it lies before. Give a later one.`,
    ),
    expected: `after ${instantText(startedAt)}`,
  }
}

function notSet({ process }: Draft, run: DeadlineRecord | WaitRecord): RefusalReason {
  const title = clockTitle(process, run)
  return {
    code: 'due-point-not-set',
    text: bilingual(
      `“${title['zh-CN']}”的到期时间没有人工设定，无需撤回。`,
      `Expected a due point that was set by hand, but '${title.en}' is due by its rule. There is nothing to withdraw.`,
    ),
    found: run.id,
  }
}
