import type { JsonObject } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import { documentsOf } from '../check/documents-of.js'
import { documentLog, type Surroundings } from '../check/surroundings.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import { compileAttempts } from '../compile/compile-attempts.js'
import { listAt, member, objectAt, objectsAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { ValuePath } from '../document.js'
import type { DeclaredService } from './declared-service.js'

/** Set by the call itself, or by the protocol, or made of a secret. */
const reservedHeaders = new Set(
  [
    ['authorization', 'proxy-authorization', 'cookie'],
    ['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer'],
    ['content-type', 'accept', 'accept-encoding', 'idempotency-key'],
  ].flat(),
)

/**
 * The services that the files of a set declare, by name; the first of a name counts. `undefined` where no file declares
 * any. Services of a faulty file are there too, so that what names them is not reported as well.
 */
export function checkServices(surroundings: Pick<Surroundings, 'set'>): {
  readonly services: ReadonlyMap<string, DeclaredService> | undefined
  readonly problems: readonly Problem[]
} {
  const documents = documentsOf(surroundings.set, 'services')
  const services = new Map<string, DeclaredService>()
  const problems = documents.flatMap((document) => {
    const log = documentLog(document, surroundings)
    for (const [name, definition] of objectsAt(document.value, 'define')) {
      const path = ['define', name]
      if (services.has(name)) reportDouble(log, name, path)
      else services.set(name, declaredService(log, { name, definition, path }))
    }
    return log.problems
  })
  return { services: documents.length > 0 ? services : undefined, problems }
}

interface WrittenService {
  readonly name: string
  readonly definition: JsonObject
  readonly path: ValuePath
}

function declaredService(log: ProblemLog, written: WrittenService): DeclaredService {
  const { name, definition, path } = written
  const method = (textAt(definition, 'method') ?? 'POST') as DeclaredService['method']
  reportUrl(log, definition, path)
  reportHeaders(log, definition, path)
  if ((method === 'GET' || method === 'DELETE') && member(definition, 'body') !== undefined)
    log.report(
      'unknown-key',
      [...path, 'body'],
      `Expected 'body' only with POST, PUT or PATCH, but found ${method}.`,
      {
        key: true,
        found: 'body',
        hint: 'GET and DELETE send the input as query; write constant values into the address.',
      },
    )
  const title = bilingualAt(definition, 'title')
  const input = textsAt(definition, 'input')
  const output = outputsOf(log, written)
  const refusals = listAt(definition, 'refusals').filter((status) => typeof status === 'number')
  return {
    name,
    ...(title && { title }),
    method,
    url: textAt(definition, 'url') ?? '',
    ...part(definition, 'headers'),
    ...part(definition, 'body'),
    ...part(definition, 'auth'),
    ...part(definition, 'answer'),
    ...(refusals.length > 0 && { refusals }),
    ...compileAttempts(log, definition, path),
    ...(input && {
      input: input.map((one) => ({ name: one.replace(/\?$/, ''), required: !one.endsWith('?') })),
    }),
    ...(output && { output }),
  }
}

/** A part the schema has looked at already. */
function part<K extends 'headers' | 'body' | 'auth' | 'answer'>(
  definition: JsonObject,
  key: K,
): Pick<DeclaredService, K> {
  return (member(definition, key) === undefined ? {} : { [key]: objectAt(definition, key) }) as Pick<
    DeclaredService,
    K
  >
}

function reportUrl(log: ProblemLog, definition: JsonObject, path: ValuePath): void {
  const text = textAt(definition, 'url')
  if (text === undefined) return
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && url.username === '' && url.password === '') return
  const expected = 'an http or https address without user and password'
  log.report('wrong-value', [...path, 'url'], `Expected ${expected}, but found something else.`, {
    expected,
    hint: 'Secrets stand in the environment: see `auth`.',
  })
}

function reportHeaders(log: ProblemLog, definition: JsonObject, path: ValuePath): void {
  for (const name of Object.keys(objectAt(definition, 'headers')))
    if (reservedHeaders.has(name.toLowerCase()))
      log.report(
        'wrong-value',
        [...path, 'headers', name],
        `Expected constant headers only, but '${name}' is set by the call itself or holds a secret.`,
        { key: true, found: name, hint: "Take it out; what authenticates stands under 'auth'." },
      )
}

/** What it answers: what it says itself, else what is picked out of the answer. */
function outputsOf(log: ProblemLog, { definition, path }: WrittenService): readonly string[] | undefined {
  const output = textsAt(definition, 'output')
  if (member(definition, 'answer') === undefined) return output
  const picked = Object.keys(objectAt(definition, 'answer'))
  for (const [index, name] of (output ?? []).entries())
    if (!picked.includes(name))
      log.reportUnknown('unknown-key', [...path, 'output', index], {
        what: "a name under 'answer'",
        name,
        known: picked,
      })
  return output ?? picked
}

function reportDouble(log: ProblemLog, name: string, path: ValuePath): void {
  log.report(
    'duplicate-id',
    path,
    `Expected one service named '${name}', but another file declares it too.`,
    {
      key: true,
      found: name,
      hint: 'Give one of them another name.',
    },
  )
}
