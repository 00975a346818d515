import { objectsAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument, ValuePath } from '../document.js'
import type { DeclaredChannel } from './declared-channel.js'

/**
 * Reports what is wrong with the channels of kind `first-of` in a file: names of channels that are not there, others of
 * their kind, channels behind one that reaches everybody, doubles. A name that no file declares is a warning, since a program
 * may bring the channel.
 */
export function reportChoices(
  log: ProblemLog,
  { value }: Pick<SourceDocument, 'value'>,
  {
    channels,
    names: known,
  }: { readonly channels: ReadonlyMap<string, DeclaredChannel>; readonly names: readonly string[] },
): void {
  for (const [name, definition] of objectsAt(value, 'define')) {
    if (textAt(definition, 'kind') !== 'first-of') continue
    const path = ['define', name, 'channels']
    const names = textsAt(definition, 'channels') ?? []
    for (const [index, one] of names.entries()) {
      const channel = channels.get(one)
      if (names.indexOf(one) < index)
        log.report(
          'wrong-value',
          [...path, index],
          `Expected each channel once, but '${one}' stands there before.`,
          {
            found: one,
          },
        )
      else if (channel) reportPlace(log, [...path, index], { channel, isLast: index === names.length - 1 })
      else if (!known.includes(one)) reportUndeclared(log, [...path, index], { name: one, known })
    }
  }
}

function reportPlace(
  log: ProblemLog,
  path: ValuePath,
  { channel: { name, kind }, isLast }: { readonly channel: DeclaredChannel; readonly isLast: boolean },
): void {
  if (kind === 'first-of')
    log.report(
      'wrong-value',
      path,
      `Expected a channel that sends by itself, but '${name}' is of the kind first-of too.`,
      { found: name, hint: 'List its channels here instead.' },
    )
  else if (kind !== 'mail' && !isLast)
    log.report(
      'wrong-value',
      path,
      `Expected a channel of kind ${kind} at the end only, but others stand behind '${name}'.`,
      {
        found: name,
        hint: 'It reaches everybody, so that those behind it would never be asked. Put it last.',
      },
    )
}

function reportUndeclared(
  log: ProblemLog,
  path: ValuePath,
  { name, known }: { readonly name: string; readonly known: readonly string[] },
): void {
  log.reportUnknown('unknown-channel', path, {
    what: 'a channel of these files, or one a program brings',
    ...{ name, known, severity: 'warning' },
  })
}
