import type { Refusal } from '../../errors/index.js'
import type { MessageRow } from '../../store/port.js'
import { takesNoValues } from '../plain-refusals.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import type { RetryRequest } from './case-calls.js'

/**
 * What is brought again: the message as it was, and a begin with the values and on the profile that were missing. Refused
 * where there is no such profile, so that it does not fail once more, and where the message begins no case.
 */
export function retriedBody(
  catalogue: ProcessCatalogue,
  body: MessageRow['body'],
  { data, profile }: RetryRequest,
): MessageRow['body'] | Refusal {
  if (data === undefined && profile === undefined) return body
  if (body.kind !== 'begin') return takesNoValues()
  const { process } = body
  const target = profile === undefined ? undefined : catalogue.startable(process, profile)
  if (target && 'code' in target) return target
  return { ...body, ...(profile !== undefined && { profile }), data: { ...body.data, ...data } }
}
