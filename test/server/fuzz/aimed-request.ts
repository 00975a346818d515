import { addressOf, type Operation } from '../../../server/contract/operation.js'
import { operations } from '../../../server/contract/operations.js'
import type { Schema } from '../../../server/contract/schema.js'
import type { Random } from '../../fuzz/random.js'
import { requestOf } from '../access/route-requests.js'
import type { HttpWorld } from './http-world.js'
import type { Sent } from './sent.js'

/** A request before it is written down: its parts are spoiled one by one. */
export interface Draft {
  readonly route: string
  readonly operation: Operation
  method: string
  path: string
  query: [name: string, value: string][]
  headers: [name: string, value: string][]
  /** JSON, or the content of a file; absent where none is sent. */
  body?: Buffer
  readonly tricks: string[]
  mustBeRefused: boolean
}

/** Every operation of the contract. */
export const routes: readonly (readonly [route: string, operation: Operation])[] =
  Object.entries<Operation>(operations)

/** Ids of the world that fit a parameter of an address; none where nothing of that kind is there. */
export function idsFor(path: string, name: string, { targets }: HttpWorld): readonly string[] {
  if (name === 'token') return targets.tokens
  if (name !== 'id') return []
  const [, , kind = ''] = path.split('/')
  const known: { readonly [kind: string]: readonly string[] } = {
    instances: targets.cases,
    tasks: targets.tasks,
    attachments: targets.attachments,
    keys: targets.keyIds,
    processes: ['visit', 'stock', 'inspect'],
    registers: ['visits'],
    calendars: ['standard'],
  }
  return known[kind] ?? []
}

/** A request that may well be granted: of somebody, to something that is there, with a body that fits. */
export function draftFor(
  route: string,
  operation: Operation,
  by: { world: HttpWorld; random: Random },
): Draft {
  const { world, random } = by
  const { method, path } = addressOf(route)
  const address = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const ids = idsFor(path, name, world)
    return ids.length > 0 && random.chance(0.9) ? random.pick(ids) : 'unknown'
  })
  const sender = random.weighted([
    [4, 'admin'],
    [3, 'desk'],
    [3, random.pick([...world.targets.keys.keys()])],
  ])
  const draft: Draft = {
    ...{ route, operation, method, path: address },
    query: queryFor(operation, random),
    headers: [
      ['Host', `127.0.0.1:${world.port}`],
      ['Connection', 'close'],
    ],
    ...{ tricks: [], mustBeRefused: false },
  }
  if (path.startsWith('/api'))
    draft.headers.push(['Authorization', `Bearer ${world.targets.keys.get(sender)}`])
  if (operation.body !== undefined) {
    const nowhere = { instance: 'unknown', task: 'unknown', token: 'unknown' }
    const isFile = operation.body === 'bytes'
    draft.headers.push(['Content-Type', isFile ? 'text/plain' : 'application/json'])
    draft.body = Buffer.from(isFile ? 'a file' : JSON.stringify(requestOf(route, nowhere).body ?? {}))
  }
  return draft
}

/** Some of the names the query takes, with values that fit more often than not. */
function queryFor(operation: Operation, random: Random): [string, string][] {
  return Object.entries(operation.query ?? {})
    .filter(() => random.chance(0.25))
    .map(([name, schema]) => [name, valueFor(schema, random)])
}

const texts = ['visit', 'east', '2026-11-01T08:00:00Z', '2026-11-01', 'true', 'fault=leaks', '1', 'zh-CN']

/** A value for a parameter. */
export function valueFor(schema: Schema, random: Random): string {
  const words = schema['enum'] as readonly unknown[] | undefined
  if (words && random.chance(0.8)) return String(random.pick(words))
  if (schema['type'] === 'integer' && random.chance(0.8)) return String(random.whole(1, 500))
  return random.pick(texts)
}

/** The request as it goes over the line. */
export function written({ route, method, path, query, headers, body, ...draft }: Draft): Sent {
  const search = query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&')
  const hasLength = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name))
  return {
    ...{ route, method, tricks: draft.tricks },
    target: search === '' ? path : `${path}?${search}`,
    headers:
      hasLength || body === undefined ? headers : [...headers, ['Content-Length', String(body.byteLength)]],
    ...(body !== undefined && { body }),
    ...(draft.mustBeRefused && { mustBeRefused: true as const }),
  }
}

/** Puts a header in the place of those of its name. */
export function setHeader(draft: Draft, name: string, value: string | undefined): void {
  draft.headers = draft.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase())
  if (value !== undefined) draft.headers.push([name, value])
}
