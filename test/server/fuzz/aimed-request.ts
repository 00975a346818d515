import { addressOf, type Operation } from '../../../server/contract/operation.js'
import { operations } from '../../../server/contract/operations.js'
import type { Schema } from '../../../server/contract/schema.js'
import type { Random } from '../../fuzz/random.js'
import { senders, type SenderName } from '../access/expected-answers.js'
import { requestOf } from '../access/route-requests.js'
import { aimAt, type Aim, type Aiming } from './aims.js'
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

/** A request that is granted as it is, with nothing in it that could be left out. */
export function plainDraft(route: string, aim: Aim, world: HttpWorld): Draft {
  const { sender = 'admin', at = {}, query = {}, headers = [], body } = aim
  const operation = operations[route as keyof typeof operations] as Operation
  const { method, path } = addressOf(route)
  const isFile = Buffer.isBuffer(body)
  const key = headers.some(([name]) => name === 'Cookie') ? undefined : world.targets.keys.get(sender)
  return {
    ...{ route, operation, method, path: filled(path, at), query: Object.entries(query) },
    headers: [
      ['Host', `127.0.0.1:${world.port}`],
      ['Connection', 'close'],
      ...(path.startsWith('/api') && key !== undefined ? [authorization(key)] : []),
      ...headers.map(([name, value]): [string, string] => [name, value]),
      ...(operation.body === undefined ? [] : [contentType(isFile)]),
    ],
    ...(operation.body !== undefined && { body: isFile ? body : Buffer.from(JSON.stringify(body ?? {})) }),
    ...{ tricks: [], mustBeRefused: false },
  }
}

const authorization = (key: string): [string, string] => ['Authorization', `Bearer ${key}`]
const contentType = (isFile: boolean): [string, string] => [
  'Content-Type',
  isFile ? 'text/plain' : 'application/json',
]

/** The address with values in the place of its parameters; what has none is unknown. */
export const filled = (path: string, at: NonNullable<Aim['at']>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(at[name] ?? 'unknown'))

/** A request that may well be granted: more often than not it is aimed at something that was made for it. */
export async function draftFor(route: string, by: Aiming): Promise<Draft> {
  const { world, random } = by
  const isAimed = random.chance(0.6)
  // Somebody may have retired the process that what it is about would belong to.
  const aim = isAimed ? await aimAt(route, by).catch(() => undefined) : undefined
  const draft = plainDraft(route, aim ?? (await scattered(route, by)), world)
  if (isAimed && !aim) draft.tricks.push('nothing to aim at')
  for (const [name, value] of queryFor(draft.operation, random))
    if (!draft.query.some(([known]) => known === name)) draft.query.push([name, value])
  return draft
}

/** Somebody asks for anything that is there, whosever it is. */
async function scattered(route: string, by: Aiming): Promise<Aim> {
  const { random } = by
  const { targets } = by.world
  const { path } = addressOf(route)
  const other = random.chance(0.4) ? await aimAt(route, by).catch(() => undefined) : undefined
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const at = names.flatMap((name) => {
    const ids = targets.ids[kindOf(path, name)] ?? []
    return ids.length > 0 && random.chance(0.9) ? [[name, random.pick(ids)] as const] : []
  })
  const nowhere = { instance: 'unknown', task: 'unknown', token: 'unknown' }
  const body = other ? other.body : requestOf(route, nowhere).body
  return {
    sender: random.weighted<SenderName>([
      [4, 'admin'],
      [3, 'desk'],
      [3, random.pick(Object.keys(senders) as SenderName[])],
    ]),
    at: Object.fromEntries(at),
    body: typeof body === 'string' ? Buffer.from(body) : (body ?? {}),
  }
}

/** Of what kind the thing is that a parameter of an address names. */
const kindOf = (path: string, name: string): string => (name === 'id' ? (path.split('/')[2] ?? '') : name)

/** Some of the names the query takes, with values that fit more often than not. */
function queryFor(operation: Operation, random: Random): [string, string][] {
  return Object.entries(operation.query ?? {})
    .filter(() => random.chance(0.15))
    .map(([name, schema]) => [name, valueFor(schema, random, name)])
}

const texts = ['visit', 'east', '2026-11-01T08:00:00Z', '2026-11-01', 'true', 'fault=leaks', '1', 'zh-CN']

/** What means something by its name. */
const named: { readonly [name: string]: readonly string[] } = {
  process: ['visit', 'job', 'visit,job'],
  state: ['planned', 'open', 'planned,open'],
  field: ['fault:leaks', 'branch:east', 'serial:SN-1'],
  zone: ['Asia/Shanghai', 'UTC'],
  returnTo: ['/console/', '/tasks?mine=true'],
  q: ['leaks', 'J-2026-0001'],
}

const formats: { readonly [format: string]: readonly string[] } = {
  'date-time': ['2026-11-01T08:00:00Z', '2026-11-03T08:00:00+08:00', '1990-01-01T00:00:00Z'],
  date: ['2026-11-01', '2026-10-20'],
}

/** A value for a parameter. */
export function valueFor(schema: Schema, random: Random, name = ''): string {
  const words = schema['enum'] as readonly unknown[] | undefined
  const fitting = words?.map(String) ?? named[name] ?? formats[String(schema['format'])]
  if (fitting && random.chance(0.9)) return random.pick(fitting)
  if (schema['type'] === 'integer' && random.chance(0.9)) return String(random.whole(1, 500))
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
