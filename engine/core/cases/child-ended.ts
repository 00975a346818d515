import type { JsonObject } from '../../errors/index.js'
import type { Command } from '../command.js'
import type { Draft } from '../draft.js'
import { closeStep, finishStep } from '../finish-step.js'
import { TrailBody } from '../personal.js'
import type { ChildRecord, InvocationRecord } from '../record.js'
import type { Advanced } from '../step-result.js'
import type { StepValues } from '../step-values.js'
import { walkOn } from '../walk.js'
import { endWait } from './invoked-cases.js'

type ChildEnded = Extract<Command, { kind: 'child-ended' }>

/**
 * A case this one asked for has ended, or could not begin. The last one that is awaited moves the case; one that nobody
 * awaits any more, or that comes twice, is noted and ignored.
 */
export function childEnded(draft: Draft, values: StepValues, command: ChildEnded): Advanced {
  const { invocation, child } = command
  // One that was not awaited may be begun again by an operator, and hears then what it was told in the meantime.
  const mayBegin = child.status === 'refused' && invocation === ''
  if (!mayBegin) draft.began = draft.began.filter(({ instance }) => instance !== child.instance)
  const work = draft.invocations.find(({ id }) => id === invocation)
  const awaited = work?.children?.find(({ instance }) => instance === child.instance)
  if (!work || draft.visitOf(work.state) !== work.visit || awaited?.status !== 'asked') {
    // Whoever does not wait still has to know that what it asked for is not there.
    noteEnd(draft, command, child.status === 'refused' ? 'child-ended' : 'child-ignored')
    return closeStep(draft, values)
  }
  const filled = fill(draft, work, command)
  const open = filled.children.filter(({ status }) => status === 'asked').length
  const { state, visit } = work
  if (open > 0) {
    noteEnd(draft, command, 'child-ended', { state, visit, open })
    return closeStep(draft, values)
  }
  const onward = endWait(draft, values, filled)
  noteEnd(draft, command, 'child-ended', { state, visit, open, taken: onward !== undefined })
  if (!onward) return closeStep(draft, values)
  walkOn(draft, values, onward.event, [onward.way])
  return finishStep(draft, values)
}

type Filled = InvocationRecord & { readonly children: readonly ChildRecord[] }

function fill(draft: Draft, work: InvocationRecord, { child, refusal }: ChildEnded): Filled {
  const message = messageOf(refusal)
  const told: ChildRecord = { ...child, ...(message === undefined ? {} : { message }) }
  const children = (work.children ?? []).map((one) => (one.instance === child.instance ? told : one))
  const filled = { ...work, children }
  draft.invocations = draft.invocations.map((one) => (one === work ? filled : one))
  return filled
}

/** A refusal as one text, since `event.message` of outside work is one too. */
function messageOf(refusal: JsonObject | undefined): string | undefined {
  const text = refusal?.['text']
  if (typeof text !== 'object' || text === null || Array.isArray(text)) return undefined
  return [text['zh-CN'], text['en']].filter((part) => typeof part === 'string').join(' / ')
}

/** The outputs of another case may be personal, so they stand beside the body. */
function noteEnd(
  draft: Draft,
  { invocation, child, refusal }: ChildEnded,
  type: 'child-ended' | 'child-ignored',
  more: JsonObject = {},
): void {
  const { instance, process, status, outcome, number, output } = child
  const trail = new TrailBody({ case: instance, process, status, ...more })
  if (invocation !== '') trail.body['invocation'] = invocation
  if (outcome !== undefined) trail.body['outcome'] = outcome
  if (number !== undefined) trail.body['number'] = number
  if (output && Object.keys(output).length > 0)
    trail.body['output'] = Object.fromEntries(
      Object.entries(output).map(([name, value]) => [name, trail.hide(value, `/output/${name}`)]),
    )
  if (refusal) trail.body['refusal'] = refusal
  draft.note(type, trail.body, trail.personal)
}
