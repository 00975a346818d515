import type { CheckedProcess, CheckedWindow } from '../definition/checked-process.js'
import type { JsonObject, JsonValue, Text } from '../errors/index.js'
import { openingAt } from './clocks/windows.js'
import type { EffectRequest } from './command.js'
import type { Draft } from './draft.js'
import { instantText } from './instant-text.js'
import { failureReason, StepRefused } from './refusals.js'
import type { StepValues } from './step-values.js'

/** How and in which order an effect is delivered, as the process says it. */
export function attemptsOf({
  retry,
  timeout,
  inOrder,
}: Pick<EffectRequest, 'retry' | 'timeout' | 'inOrder'>): Pick<
  EffectRequest,
  'retry' | 'timeout' | 'inOrder'
> {
  return {
    ...(retry && { retry }),
    ...(timeout !== undefined && { timeout }),
    ...(inOrder && { inOrder }),
  }
}

type Details = Omit<EffectRequest, 'id' | 'state' | 'visit' | 'at'>

/** Asks for something outside, after the commit, and notes it with what `noted` adds. Returns the effect's id. */
export function requestEffect(draft: Draft, state: string, details: Details, noted: JsonObject = {}): string {
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
  if (effect.notBefore !== undefined) body['notBefore'] = instantText(effect.notBefore)
  if (effect.kind === 'notify' && draft.tellingOf !== undefined) body['deadline'] = draft.tellingOf
  draft.note('effect-requested', { ...body, ...noted })
  return effect.id
}

/**
 * A message as a process asks for it. Outside of its window it waits for the opening; where there will be none it goes
 * out at once, since one that came too early is better than one that never comes.
 */
export interface MessageRequest {
  readonly to: readonly string[]
  readonly template: string
  readonly channel?: string
  readonly window?: CheckedWindow
  readonly inOrder?: true
  /** What the message is about, where it is one of several items. */
  readonly item?: JsonValue
}

/** Asks for a message from a template. Refuses the step when a value the template shows is missing. */
export function requestMessage(
  draft: Draft,
  values: StepValues,
  state: string,
  message: MessageRequest,
): void {
  const { subject, body } = render(draft.process, values, message, state)
  const opens = message.window && openingAt(draft, values, message.window, draft.at)
  const neverOpens = message.window !== undefined && opens === undefined
  requestEffect(
    draft,
    state,
    {
      kind: 'notify',
      to: message.to,
      ...(message.channel === undefined ? {} : { channel: message.channel }),
      template: message.template,
      ...(subject ? { subject } : {}),
      message: body,
      ...(opens && opens.at > draft.at ? { notBefore: opens.at } : {}),
      ...attemptsOf(message),
    },
    neverOpens ? { windowNeverOpens: true } : {},
  )
}

function render(
  process: CheckedProcess,
  values: StepValues,
  { template: id, item }: MessageRequest,
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
  const bindings = values.bindings()
  const rendered = template.render(item === undefined ? bindings : bindings.withItem(item))
  if (!rendered.ok)
    throw new StepRefused([failureReason(process, rendered.failure, { state, expression: `template ${id}` })])
  return rendered
}
