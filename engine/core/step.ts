import type { CheckedProcess } from '../definition/checked-process.js'
import { EngineError } from '../errors/index.js'
import type { Instant } from '../time/calendar.js'
import { acceptedNow } from './accepted-now.js'
import type { Actor, Command, Facts } from './command.js'
import { applyProfile } from './apply-profile.js'
import {
  cancelCase,
  caseActor,
  childEnded,
  linkCase,
  mergeCase,
  noteDiscarded,
  receive,
} from './cases/index.js'
import { correct } from './correct.js'
import { tellingCovered } from './covered-points.js'
import { create } from './create.js'
import { Draft } from './draft.js'
import { closeStep } from './finish-step.js'
import { fire, fireInVain } from './fire.js'
import { noteIncident } from './note-incident.js'
import { nextTimer } from './next-timer.js'
import { operate } from './operate/index.js'
import { recompute } from './recompute.js'
import type { InstanceRecord } from './record.js'
import { TrailBody } from './personal.js'
import { refusalOf, StepRefused } from './refusals.js'
import { send } from './send.js'
import type { Advanced, StepResult } from './step-result.js'
import { StepValues } from './step-values.js'
import { instanceSuspended, resume, suspend } from './suspend.js'
import { takeResult } from './take-result.js'
import { claimTask, giveTask, releaseTask } from './tasks/index.js'

/**
 * What a command does to a case: the record after it with its trail, effects, messages and links, and what it did to rows
 * that cases share; or a refusal that changes nothing. Pure: the same arguments give the same bytes. `now` never runs
 * backwards within a case: the step happens at the record's last change if that is later.
 *
 * Throws `FactNeeded` where it comes to need facts it was not given: that is no failure, whoever runs it loads them and
 * runs it again (`withAnswers`). Throws `record-does-not-fit` when record and process do not belong together, and
 * `engine-bug`; the latter also for any command but `fire`, `create` and `recompute` while a timer of the case is due,
 * so that nobody can overtake a timer.
 *
 * A `fire` is never refused: what its step would refuse stands in the trail. A `recompute` may move a timer; if one that
 * was due still is, the recompute happens at its time instead of now. What a suspended case takes stands in
 * `takenWhileSuspended`; everything else is refused with `instance-suspended`. For `apply-profile`, `process` is the
 * version the case goes to, and the one it comes from is in the command.
 */
// The signature is a promise to hosts: what the process says, the world, the case, the request, the time.
// eslint-disable-next-line max-params
export function step(
  process: CheckedProcess,
  facts: Facts,
  before: InstanceRecord | undefined,
  command: Command,
  now: Instant,
): StepResult {
  const own = command.kind === 'apply-profile' ? command.from : process
  try {
    if (command.kind === 'create') return create(process, facts, command, now)
    return advance(process, facts, recordFor(own, before), { command, now })
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error
    return {
      kind: 'refused',
      refusal: refusalOf(error.reasons, before ? acceptedNow(own, before) : undefined),
      covered: error.covered,
      decided: error.decided,
    }
  }
}

function advance(
  process: CheckedProcess,
  facts: Facts,
  before: InstanceRecord,
  { command, now }: { command: Exclude<Command, { kind: 'create' }>; now: Instant },
): Advanced {
  const at = Math.max(now, before.updatedAt)
  if (command.kind !== 'fire' && command.kind !== 'recompute') refuseOvertaking(before, command.kind, at)
  if (before.suspended && !takenWhileSuspended.has(command.kind)) throw new StepRefused([instanceSuspended])
  const actor = actorOf(command)
  const beginAt = (when: Instant): Draft => new Draft({ process, facts, at: when, actor, from: before })
  const begin = (): Draft => beginAt(at)
  if (command.kind === 'fire') return fireTimer(begin, before, { timer: command.timer, now })
  if (command.kind === 'cancel') return cancelCase(begin, command)
  if (command.kind === 'recompute') return recompute(beginAt, before, { command, now: at })
  const draft = begin()
  return tellingCovered(draft, () => carryOut(draft, new StepValues(draft), command))
}

/** Who the trail names: whoever asks, or the case that tells something. */
function actorOf(command: Command): Actor | undefined {
  if ('actor' in command) return command.actor
  switch (command.kind) {
    case 'receive':
    case 'cancel':
      return caseActor(command.from)
    case 'child-ended':
      return caseActor(command.child.instance)
    default:
      return undefined
  }
}

/** Commands that are one step on the case as it stands, at `now`. */
type OneStep = Exclude<Command, { kind: 'create' | 'fire' | 'recompute' | 'cancel' }>

function carryOut(draft: Draft, values: StepValues, command: OneStep): Advanced {
  switch (command.kind) {
    case 'send':
      return send(draft, values, command)
    case 'result':
      return takeResult(draft, values, command)
    case 'child-ended':
      return childEnded(draft, values, command)
    case 'receive':
      return receive(draft, values, command)
    case 'merge':
      return mergeCase(draft, values, command)
    case 'link':
      return linkCase(draft, values, command)
    case 'discard':
      return noteDiscarded(draft, values, command)
    case 'claim':
      return claimTask(draft, values, command)
    case 'release':
      return releaseTask(draft, values, command)
    case 'assign':
      return giveTask(draft, values, command)
    case 'note':
      return addNote(draft, values, command.text)
    case 'correct':
      return correct(draft, values, command)
    case 'apply-profile':
      return applyProfile(draft, values, command)
    case 'operate':
      return operate(draft, values, command)
    case 'suspend':
      return suspend(draft, values, command)
    case 'resume':
      return resume(draft, values, command)
    case 'incident':
      return noteIncident(draft, values, command)
  }
}

/**
 * What a suspended case takes, of an operator's actions what `operate` lets pass. It has no timers: a `fire` gets past here
 * to be told as what it is, a bug.
 */
const takenWhileSuspended: ReadonlySet<Command['kind']> = new Set([
  'resume',
  'note',
  'recompute',
  'apply-profile',
  'operate',
  'link',
  'discard',
  'incident',
  'fire',
])

/** Whoever forgets the due timers, or stops half-way, would change what happens by the time at which they look. */
function refuseOvertaking(before: InstanceRecord, kind: Command['kind'], at: Instant): void {
  const due = nextTimer(before, at)
  if (!due) return
  throw new EngineError(
    'engine-bug',
    `Expected the timers of '${before.id}' that are due by ${at} to be applied before '${kind}', but '${due.id}' is still due. Please report this.`,
  )
}

/** People write names into notes, so the text can be erased like a personal field. */
function addNote(draft: Draft, values: StepValues, text: string): Advanced {
  const trail = new TrailBody({})
  trail.body['text'] = trail.hide(text, '/text')
  draft.note('note-added', trail.body, trail.personal)
  return closeStep(draft, values)
}

function fireTimer(
  begin: () => Draft,
  before: InstanceRecord,
  { timer: id, now }: { timer: string; now: Instant },
): Advanced {
  const timer = before.timers.find((one) => one.id === id)
  if (!timer || timer.dueAt !== now)
    throw new EngineError(
      'engine-bug',
      `Expected timer '${id}' to be armed and due at ${now}, but it is ${timer ? `due at ${timer.dueAt}` : 'not armed'}. Please report this.`,
    )
  try {
    const draft = begin()
    return tellingCovered(draft, () => fire(draft, new StepValues(draft), timer))
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error
    const draft = begin()
    return fireInVain(draft, new StepValues(draft), timer, error)
  }
}

/** The record, if it belongs to this version of the process. */
function recordFor(process: CheckedProcess, before: InstanceRecord | undefined): InstanceRecord {
  if (!before)
    throw new EngineError(
      'engine-bug',
      `Expected a case of '${process.id}', but there is no record. Please report this.`,
    )
  if (before.process !== process.id || before.version !== process.hash)
    throw new EngineError(
      'record-does-not-fit',
      `Expected a case of '${process.id}' ${process.hash}, but '${before.id}' runs on '${before.process}' ${before.version}.`,
    )
  return before
}
