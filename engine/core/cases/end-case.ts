import type { Draft } from '../draft.js'
import type { StepValues } from '../step-values.js'
import { giveAway } from '../vouchers/index.js'
import { beginCases } from './begin-cases.js'
import { presentValues } from './present-values.js'

/** What the end of a case sets off: the case that goes on with it, and word to the one that waits for it. */
export function tellOfEnd(draft: Draft, values: StepValues, outcome: string | undefined): void {
  goOn(draft, values)
  const { id, number, origin } = draft.identity
  if (origin?.kind !== 'child' || origin.invocation === undefined) return
  const { process } = draft
  const output = presentValues(values, process.output, '')
  draft.messages.push({
    id: draft.nextMessageId(),
    from: id,
    to: origin.instance,
    at: draft.at,
    body: {
      kind: 'child-ended',
      invocation: origin.invocation,
      child: {
        instance: id,
        process: process.id,
        status: 'ended',
        ...(outcome === undefined ? {} : { outcome }),
        ...(number === undefined ? {} : { number }),
        ...(Object.keys(output).length === 0 ? {} : { output }),
      },
    },
  })
}

/** A case ends in one final state at the top, so that one case goes on at most. */
function goOn(draft: Draft, values: StepValues): void {
  for (const path of draft.active.keys()) {
    const convert = draft.process.states.get(path)?.convert
    if (!convert) continue
    const { children } = beginCases(draft, values, {
      state: path,
      begin: convert,
      kind: 'converted',
      vouchers: (to) => giveAway(draft, to),
    })
    draft.continuedIn = children[0]?.instance
  }
}
