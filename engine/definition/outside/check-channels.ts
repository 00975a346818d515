import type { JsonObject } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import { documentsOf } from '../check/documents-of.js'
import { documentLog, type Surroundings } from '../check/surroundings.js'
import { member, objectsAt, textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument, ValuePath } from '../document.js'
import { reportChoices } from './check-choices.js'
import type { DeclaredChannel } from './declared-channel.js'

/** Which keys each kind has beside `kind` and `title`; those with `true` it cannot do without. */
const keysOfKinds: { readonly [kind in DeclaredChannel['kind']]: { readonly [key: string]: boolean } } = {
  mail: { from: true, smtp: true, subjectPrefix: false },
  webhook: { url: true, secret: true, source: true, types: false },
  dingtalk: { token: true, secret: false, format: false, language: false, mentions: false },
  wecom: { key: true, format: false, language: false, mentions: false },
  'first-of': { channels: true },
}

/** What the channel files of a set say together. */
export interface DeclaredChannels {
  /** By name; the first of a name counts. Those that are not whole are left out. */
  readonly channels: ReadonlyMap<string, DeclaredChannel>
  /** Name of the channel of messages that name none. */
  readonly usualChannel?: string
}

/** Reads and checks every channel of a set. */
export function checkChannels(
  surroundings: Pick<Surroundings, 'set'>,
): DeclaredChannels & { readonly problems: readonly Problem[] } {
  const channels = new Map<string, DeclaredChannel>()
  const documents = documentsOf(surroundings.set, 'channels')
  const logs = documents.map((document) => ({ document, log: documentLog(document, surroundings) }))
  const names = documents.flatMap(({ value }) => objectsAt(value, 'define').map(([name]) => name))
  const seen = new Set<string>()
  for (const { document, log } of logs)
    for (const [name, definition] of objectsAt(document.value, 'define')) {
      if (seen.has(name)) reportDouble(log, name)
      else if (isWhole(log, definition, ['define', name]))
        channels.set(name, { ...definition, name } as unknown as DeclaredChannel)
      seen.add(name)
    }
  for (const { document, log } of logs) reportChoices(log, document, { channels, names })
  const usualChannel = usualOf(logs, names)
  return {
    channels,
    ...(usualChannel !== undefined && { usualChannel }),
    problems: logs.flatMap(({ log }) => log.problems),
  }
}

/** Whether a channel has what its kind needs, and nothing else. */
function isWhole(log: ProblemLog, definition: JsonObject, path: ValuePath): boolean {
  const kind = textAt(definition, 'kind')
  if (kind === undefined || !Object.hasOwn(keysOfKinds, kind)) return false
  const keys = keysOfKinds[kind as DeclaredChannel['kind']]
  const foreign = Object.keys(definition).filter(
    (key) => !['kind', 'title'].includes(key) && !Object.hasOwn(keys, key),
  )
  for (const key of foreign)
    log.report(
      'unknown-key',
      [...path, key],
      `Expected only what a channel of kind ${kind} can have, but found '${key}'.`,
      { key: true, found: key, hint: `It can have ${Object.keys(keys).join(', ')}.` },
    )
  const missing = Object.keys(keys).filter((key) => keys[key] && member(definition, key) === undefined)
  const untold = missing.filter((key) => !log.wasFaulty(...path.map(String), key))
  for (const key of untold)
    log.report('missing-key', path, `Expected '${key}' at a channel of kind ${kind}, but it is missing.`, {
      key: true,
      expected: key,
    })
  return foreign.length + missing.length === 0
}

function usualOf(
  logs: readonly { readonly document: SourceDocument; readonly log: ProblemLog }[],
  names: readonly string[],
): string | undefined {
  let usual: string | undefined
  for (const { document, log } of logs) {
    const name = textAt(document.value, 'usual')
    if (name === undefined) continue
    if (!names.includes(name))
      log.reportUnknown('unknown-channel', ['usual'], {
        what: 'a channel of these files',
        name,
        known: names,
      })
    else if (usual === undefined) usual = name
    else if (usual !== name)
      log.report('wrong-value', ['usual'], `Expected one usual channel, but another file names '${usual}'.`, {
        expected: usual,
        found: name,
      })
  }
  return usual
}

function reportDouble(log: ProblemLog, name: string): void {
  log.report(
    'duplicate-id',
    ['define', name],
    `Expected one channel named '${name}', but another file declares it too.`,
    { key: true, found: name, hint: 'Give one of them another name.' },
  )
}
