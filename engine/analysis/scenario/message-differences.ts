import type { EffectRequest } from '../../core/command.js'
import type { Message } from '../../definition/generated/scenario.js'
import { formatInstant, parseInstant, type Instant } from '../../time/index.js'
import type { Difference } from './check-expectation.js'

/** Compares the messages a step sent with those a story expects: each of these has to be among them, each once. */
export function messageDifferences(
  expected: readonly Message[] | undefined,
  sent: readonly EffectRequest[],
  zone: string,
): readonly Difference[] {
  if (!expected) return []
  const timed = expected.some(({ notBefore }) => notBefore !== undefined)
  const found =
    sent.map((message) => `${wordsOf(message)}${timed ? waitOf(message, zone) : ''}`).join('; ') || '(none)'
  if (expected.length === 0)
    return sent.length === 0 ? [] : [{ path: ['messages'], expected: '(none)', found }]
  const left = [...sent]
  return expected.flatMap((wanted, index) => {
    const at = left.findIndex((message) => fits(wanted, message))
    if (at >= 0) {
      left.splice(at, 1)
      return []
    }
    const words = [
      wanted.template,
      wanted.to && `to ${wanted.to.join(', ')}`,
      wanted.channel && `by ${wanted.channel}`,
      wanted.notBefore && waitText(parseInstant(wanted.notBefore), zone),
    ]
    return [{ path: ['messages', index], expected: words.filter(Boolean).join(' '), found }]
  })
}

function wordsOf({ template, to }: EffectRequest): string {
  return `${template ?? ''} to ${(to ?? []).join(', ')}`
}

function waitOf({ notBefore }: EffectRequest, zone: string): string {
  return notBefore === undefined ? ' at once' : ` ${waitText(notBefore, zone)}`
}

function waitText(at: Instant | undefined, zone: string): string {
  return `not before ${at === undefined ? '(no time)' : formatInstant(at, zone)}`
}

/** A message that waits for nothing may go from the moment it was sent, so that a story can say that too. */
function fits(wanted: Message, message: EffectRequest): boolean {
  const { template, to, channel, notBefore } = wanted
  return (
    (to === undefined || alike(to, message.to ?? [])) &&
    (template === undefined || template === message.template) &&
    (channel === undefined || channel === message.channel) &&
    (notBefore === undefined || parseInstant(notBefore) === (message.notBefore ?? message.at))
  )
}

function alike(one: readonly string[], other: readonly string[]): boolean {
  const names = new Set(other)
  return new Set(one).size === names.size && one.every((name) => names.has(name))
}
