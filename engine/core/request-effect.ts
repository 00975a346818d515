import type { CheckedProcess } from '../definition/checked-process.js'
import type { JsonObject, Text } from '../errors/index.js'
import type { EffectRequest } from './command.js'
import type { Draft } from './draft.js'
import { failureReason, StepRefused } from './refusals.js'
import type { StepValues } from './step-values.js'

type Details = Omit<EffectRequest, 'id' | 'state' | 'visit' | 'at'>

/** Asks for something outside, after the commit, and notes it. Returns the effect's id. */
export function requestEffect(draft: Draft, state: string, details: Details): string {
  const effect: EffectRequest = {
    id: draft.nextEffectId(),
    ...details,
    state,
    visit: draft.visitOf(state),
    at: draft.at,
  }
  draft.effects.push(effect)
  const body: JsonObject = { id: effect.id, kind: effect.kind, state }
  if (effect.service !== undefined) body['service'] = effect.service
  if (effect.template !== undefined) body['template'] = effect.template
  if (effect.channel !== undefined) body['channel'] = effect.channel
  if (effect.to) body['to'] = [...effect.to]
  draft.note('effect-requested', body)
  return effect.id
}

/** Asks for a message from a template. Refuses the step when a value the template shows is missing. */
export function requestMessage(
  draft: Draft,
  values: StepValues,
  state: string,
  message: { readonly to: readonly string[]; readonly template: string; readonly channel?: string },
): void {
  const { subject, body } = render(draft.process, values, message.template, state)
  requestEffect(draft, state, {
    kind: 'notify',
    to: message.to,
    ...(message.channel === undefined ? {} : { channel: message.channel }),
    template: message.template,
    ...(subject ? { subject } : {}),
    message: body,
  })
}

function render(
  process: CheckedProcess,
  values: StepValues,
  id: string,
  state: string,
): { readonly subject?: Text; readonly body: Text } {
  const template = process.templates.get(id)
  if (!template)
    throw new StepRefused([
      failureReason(
        process,
        { code: 'expression-failed', message: `There is no template '${id}'.` },
        { state },
      ),
    ])
  const rendered = template.render(values.bindings())
  if (!rendered.ok)
    throw new StepRefused([failureReason(process, rendered.failure, { state, expression: `template ${id}` })])
  return rendered
}
