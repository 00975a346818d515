import type { JsonObject, Refusal } from '../../errors/index.js'
import type { CaseMessage, Command } from '../command.js'
import { caseActor } from './case-actor.js'

type Begin = Extract<CaseMessage['body'], { kind: 'begin' }>

/** A message that asks for a case. */
export type BeginMessage = CaseMessage & { readonly body: Begin }

/** Whether a message asks for a case. */
export function isBegin(message: CaseMessage): message is BeginMessage {
  return message.body.kind === 'begin'
}

/** What a message is to the case that takes it. */
export function commandOf({ id, from, to, body }: CaseMessage): Command {
  switch (body.kind) {
    case 'begin':
      return { kind: 'create', id: to, data: body.data, actor: caseActor(from), origin: body.origin }
    case 'child-ended':
    case 'result':
      return body
    case 'receive':
      return { kind: 'receive', message: id, from, event: body.event, payload: body.payload }
    case 'cancel':
      return { kind: 'cancel', from }
  }
}

/** Word to whoever asked for a case that it could not begin. `attempt` counts from 1. */
export function beginRefused(message: BeginMessage, refusal: Refusal, attempt: number): CaseMessage {
  const { id, from, to, at, body } = message
  const { process, origin } = body
  return {
    id: `${id}-r${attempt}`,
    from: to,
    to: from,
    at,
    body: {
      kind: 'child-ended',
      invocation: origin.record.invocation ?? '',
      child: { instance: to, process, status: 'refused' },
      refusal: refusalBody(refusal),
    },
  }
}

/** A refusal as it is kept: its code and its text. Values of the data are left out. */
export function refusalBody({ code, text, reasons }: Refusal): JsonObject {
  const field = reasons.find((reason) => reason.field !== undefined)?.field
  return { code, text: { ...text }, ...(field === undefined ? {} : { field }) }
}

/** Whether a refused message can never be taken any more. All others are kept, and brought again when the case has moved. */
export function isUndeliverable({ code }: Refusal): boolean {
  return code === 'instance-ended' || code === 'unknown-event' || code === 'instance-replayed'
}

/**
 * Whether a message has to wait for those before it: events one case tells another come in order. An end or a
 * cancellation is not held up by an event that waits, since the case may stand still until it comes.
 */
export function waitsItsTurn({ body }: CaseMessage): boolean {
  return body.kind === 'receive'
}
