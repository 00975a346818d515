import type { FactRequest, Facts } from './command.js'

/**
 * Thrown by the core when it comes to need a fact nobody has given it. It is no failure: whoever runs the step loads
 * the fact and runs the step again. A step that does not come to need the fact never asks.
 */
export class FactNeeded extends Error {
  readonly request: FactRequest

  constructor(request: FactRequest) {
    super(`A fact is needed: ${request.kind}${'key' in request ? ` '${request.key}'` : ''}.`)
    this.name = 'FactNeeded'
    this.request = request
  }
}

/** A fact that was given, or the question for it. */
export function factGiven<T>(given: T | undefined, request: FactRequest): T {
  if (given === undefined) throw new FactNeeded(request)
  return given
}

/** The facts that are asked for while a step runs. */
export type AskedFacts = Partial<
  Pick<Facts, 'people' | 'loads' | 'series' | 'rotations' | 'units' | 'attachments' | 'usedVouchers'>
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
    ...(more.usedVouchers && { usedVouchers: { ...facts.usedVouchers, ...more.usedVouchers } }),
  }
}

/** Runs `work`, and runs it again with one more fact each time it asks for one. */
export function withAnswers<T>(
  facts: Facts,
  answer: (request: FactRequest) => AskedFacts,
  work: (facts: Facts) => T,
): T {
  for (let known = facts; ; ) {
    try {
      return work(known)
    } catch (error) {
      if (!(error instanceof FactNeeded)) throw error
      known = withFacts(known, answer(error.request))
    }
  }
}
