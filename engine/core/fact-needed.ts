import { EngineError, StacklessError } from '../errors/index.js'
import type { FactRequest, Facts } from './command.js'

/**
 * Thrown by the core when it comes to need a fact nobody has given it. It is no failure: whoever runs the step loads
 * the fact and runs the step again. A step that does not come to need the fact never asks.
 */
export class FactNeeded extends StacklessError {
  readonly request: FactRequest

  constructor(request: FactRequest) {
    super(`A fact is needed: ${request.kind}${namesIn(request)}.`)
    this.name = 'FactNeeded'
    this.request = request
  }
}

function namesIn(request: FactRequest): string {
  if ('key' in request) return ` '${request.key}'`
  if (!('keys' in request)) return ''
  const [first = '', ...others] = request.keys
  return ` '${first}'${others.length > 0 ? ` and ${others.length} more` : ''}`
}

/** A fact that was given, or the question for it. */
export function factGiven<T>(given: T | undefined, request: FactRequest): T {
  if (given === undefined) throw new FactNeeded(request)
  return given
}

/** The facts that are asked for while a step runs. */
export type AskedFacts = Partial<
  Pick<
    Facts,
    | 'people'
    | 'loads'
    | 'series'
    | 'rotations'
    | 'units'
    | 'attachments'
    | 'attachmentUses'
    | 'sameValues'
    | 'usedVouchers'
  >
>

/** Facts with more of them known. */
export function withFacts(facts: Facts, more: AskedFacts): Facts {
  return {
    ...facts,
    ...more,
    series: { ...facts.series, ...more.series },
    ...(more.loads && { loads: { ...facts.loads, ...more.loads } }),
    ...(more.rotations && { rotations: { ...facts.rotations, ...more.rotations } }),
    ...(more.units && { units: { ...facts.units, ...more.units } }),
    ...(more.attachments && { attachments: { ...facts.attachments, ...more.attachments } }),
    ...(more.attachmentUses && { attachmentUses: { ...facts.attachmentUses, ...more.attachmentUses } }),
    ...(more.sameValues && { sameValues: { ...facts.sameValues, ...more.sameValues } }),
    ...(more.usedVouchers && { usedVouchers: { ...facts.usedVouchers, ...more.usedVouchers } }),
  }
}

/**
 * Runs `work`, and runs it again with what it asked for each time it asks. Throws `engine-bug` when it asks for the same
 * once more: then `answer` did not give it.
 */
export function withAnswers<T>(
  facts: Facts,
  answer: (request: FactRequest) => AskedFacts,
  work: (facts: Facts) => T,
): T {
  const asked = new Set<string>()
  for (let known = facts; ;) {
    try {
      return work(known)
    } catch (error) {
      if (!(error instanceof FactNeeded)) throw error
      askOnce(asked, error.request)
      known = withFacts(known, answer(error.request))
    }
  }
}

/** Notes what a step asks for. Throws `engine-bug` when it has asked for the same before: then nobody gave it the answer. */
export function askOnce(asked: Set<string>, request: FactRequest): void {
  const question = JSON.stringify(request)
  if (asked.has(question)) throw new EngineError('engine-bug', unanswered(request))
  asked.add(question)
}

function unanswered(request: FactRequest): string {
  return `Expected an answer to what a step asked for, but it asked again: ${request.kind}${namesIn(request)}. Please report this.`
}
