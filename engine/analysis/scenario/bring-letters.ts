import { beginRefused, commandOf, isBegin, isUndeliverable, type BeginMessage } from '../../core/index.js'
import type { Command } from '../../core/command.js'
import type { OriginRecord } from '../../core/record.js'
import type { Advanced, StepResult } from '../../core/step-result.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import { EngineError, type Refusal } from '../../errors/index.js'
import type { Instant } from '../../time/instant.js'
import { StoryCase } from './story-case.js'
import type { Letter, StoryPost } from './story-post.js'

/** A case that was asked for. */
export interface Begun {
  readonly instance: string
  /** Process of the case that asked for it. */
  readonly from: string
  readonly process: string
  readonly kind: OriginRecord['kind']
  /** Why it could not begin. */
  readonly refusal?: Refusal
}

/** Most messages of one step of a story; more than any story has a use for. */
const mostLetters = 5_000

/** What bringing letters needs of a story. */
export interface Round {
  readonly at: Instant
  readonly processes: readonly CheckedProcess[]
  /** Processes whose awaited cases are not played. */
  readonly toldOnly: ReadonlySet<string>
  caseOf(instance: string): StoryCase | undefined
  /** Fires what is due in a case, before it takes anything else. */
  settle(subject: StoryCase): void
  step(subject: StoryCase, command: Command): StepResult
  take(subject: StoryCase, advanced: Advanced): void
  begun(one: Begun): void
}

/** Brings every message that can be taken now, in order, as the engine does after each commit. */
export function bringLetters(post: StoryPost, round: Round): void {
  for (let brought = 0; ; brought += 1) {
    const letter = post.next((instance) => round.caseOf(instance)?.record?.revision)
    if (!letter) return
    const { message } = letter
    if (brought === mostLetters) throw endless(message.to)
    if (isBegin(message)) {
      post.done(letter)
      begin(post, round, message)
    } else bring(post, round, letter)
  }
}

function endless(instance: string): EngineError {
  return new EngineError(
    'definition-invalid',
    `Expected the cases of the story to come to rest, but '${instance}' and others tell each other something without end.`,
  )
}

function begin(post: StoryPost, round: Round, message: BeginMessage): void {
  const { to: instance, body } = message
  const from = round.caseOf(message.from)?.process.id ?? ''
  const { process: id, origin } = body
  const { kind } = origin.record
  if (kind === 'child' && round.toldOnly.has(id)) return
  const process = processOf(round.processes, message)
  const subject = process && new StoryCase(instance, process)
  const result = subject && round.step(subject, commandOf(message))
  if (subject && result?.kind === 'advanced') {
    round.take(subject, result)
    round.begun({ instance, from, process: id, kind })
    return
  }
  const refusal = result?.kind === 'refused' ? result.refusal : notThere(id)
  post.add([beginRefused(message, refusal, 1)])
  round.begun({ instance, from, process: id, kind, refusal })
}

function bring(post: StoryPost, round: Round, letter: Letter): void {
  const { message } = letter
  const subject = round.caseOf(message.to)
  // A case whose end the story tells is not there.
  if (!subject?.record) {
    post.done(letter)
    return
  }
  round.settle(subject)
  const result = round.step(subject, commandOf(message))
  if (result.kind === 'refused' && !isUndeliverable(result.refusal)) {
    letter.revision = subject.record.revision
    return
  }
  post.done(letter)
  if (result.kind === 'advanced') round.take(subject, result)
}

/** The process of a case with the profile it asks for. */
function processOf(processes: readonly CheckedProcess[], { body }: BeginMessage): CheckedProcess | undefined {
  const of = (profile: string | undefined): CheckedProcess | undefined =>
    processes.find((one) => one.id === body.process && one.profile === profile)
  if (body.profile !== undefined) return of(body.profile)
  return of(body.likeProfile) ?? of(undefined)
}

function notThere(process: string): Refusal {
  const text = {
    'zh-CN': `没有可发起的流程“${process}”。`,
    en: `Expected a process that can begin, but there is no sound one called '${process}'.`,
  }
  return { code: 'unknown-process', text, reasons: [{ code: 'unknown-process', text, found: process }] }
}
