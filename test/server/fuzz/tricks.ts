import type { Random } from '../../fuzz/random.js'
import { RandomValues } from '../../fuzz/random-values.js'
import { setHeader, valueFor, type Draft } from './aimed-request.js'
import type { HttpWorld } from './http-world.js'
import { oddBody } from './odd-bodies.js'

/** What tricks are played with. */
export interface Trickster {
  readonly world: HttpWorld
  readonly random: Random
}

/** Spoils a draft, and says how; `undefined` where there is nothing of the kind to spoil. */
type Trick = (draft: Draft, by: Trickster) => string | undefined

const isGuarded = ({ route }: Draft): boolean => route.includes(' /api')
const readsJson = ({ operation, method }: Draft): boolean =>
  typeof operation.body === 'object' && method === 'POST'

/** Plays some tricks on a draft. */
export function spoil(draft: Draft, by: Trickster): void {
  for (
    let left = by.random.weighted([
      [2, 0],
      [7, 1],
      [3, 2],
    ]);
    left > 0;
    left -= 1
  ) {
    const trick = by.random.weighted(tricks)(draft, by)
    if (trick !== undefined) draft.tricks.push(trick)
  }
}

const replaceBody: Trick = (draft, { random }) => {
  if (!readsJson(draft) || draft.body === undefined) return undefined
  const { what, body, headers, mustBeRefused } = oddBody(random, draft.body.toString())
  draft.body = body
  for (const name of ['Content-Type', 'Content-Encoding']) setHeader(draft, name, undefined)
  draft.headers.push(...headers.map(([name, value]): [string, string] => [name, value]))
  draft.mustBeRefused ||= mustBeRefused
  return what
}

/** A member of another kind, left out, or nobody knows. */
const changeMember: Trick = (draft, { world, random }) => {
  const members = readsJson(draft) ? membersOf(draft) : undefined
  if (!members) return undefined
  const values = new RandomValues({
    random,
    people: ['tech-east'],
    attachments: [],
    now: () => world.engine.now(),
  })
  const names = Object.keys((draft.operation.body as { properties?: object }).properties ?? {})
  const kind = random.weighted([
    [2, 'unknown'],
    [5, 'another'],
    [1, 'missing'],
  ])
  if (kind === 'unknown') {
    members[random.pick(['actor', 'isAdmin', 'toString', 'roles ', '$where'])] = values.garbage()
    draft.mustBeRefused = true
  } else if (names.length > 0) {
    const name = random.pick(names)
    if (kind === 'missing') Reflect.deleteProperty(members, name)
    else members[name] = values.garbage()
  }
  draft.body = Buffer.from(JSON.stringify(members))
  return `member: ${kind}`
}

function membersOf({ body }: Draft): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body?.toString() ?? '')
    // A trick before may have made a text or a list of it.
    const hasMembers = typeof value === 'object' && value !== null && !Array.isArray(value)
    return hasMembers ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const query: Trick = (draft, { random }) => {
  const known = Object.entries(draft.operation.query ?? {})
  const kind = random.pick(['unknown', 'repeated', 'odd'])
  if (kind === 'unknown' || known.length === 0) {
    draft.query.push([random.pick(['access_token', '__proto__', 'limit[]', 'debug']), '1'])
    draft.mustBeRefused = true
    return 'query: unknown'
  }
  const [name, schema] = random.pick(known)
  const odd = random.pick([
    '',
    '\u0000',
    '-1',
    '1e9',
    "' or 1=1 --",
    '%',
    '\ufffd',
    'x'.repeat(3_000),
    '9'.repeat(40),
    '[]',
  ])
  draft.query.push([name, odd])
  if (kind === 'repeated') {
    draft.query.push([name, valueFor(schema, random)])
    draft.mustBeRefused = true
  }
  return `query: ${kind}`
}

const precondition: Trick = (draft, { random }) => {
  const { ifMatch, once } = draft.operation
  if (draft.method !== 'POST' || !(ifMatch || once)) return undefined
  if (once && random.chance(0.4)) {
    const key = random.pick(['', 'k'.repeat(201), 'k'.repeat(200), 'é', "'; --", 'k'])
    setHeader(draft, 'Idempotency-Key', key)
    draft.mustBeRefused ||= key.length > 200
    return 'key of repetition'
  }
  if (!ifMatch) return undefined
  setHeader(
    draft,
    'If-Match',
    random.pick(['"999"', 'W/"1"', '"0"', '"-1"', '1', '"1", "2"', '"999999999999999999999"']),
  )
  draft.mustBeRefused = true
  return 'stale precondition'
}

const header: Trick = (draft, { random }) => {
  const [name, value, isRefused] = random.pick<readonly [string, string, boolean?]>([
    ['X-HTTP-Method-Override', 'DELETE'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Original-URL', '/api/keys'],
    ['X-Request-Id', "<script>alert('x')</script>"],
    ['Range', 'bytes=0-1,2-3'],
    ['Accept', 'application/xml'],
    ['Accept-Encoding', 'gzip'],
    ['Accept-Language', 'x'.repeat(1_000)],
    ['Expect', '200-maybe'],
    ['Upgrade', 'h2c'],
    ['traceparent', '00-zz-zz-zz'],
    ['Last-Event-ID', "' or 1=1 --"],
    ['If-None-Match', '*'],
    ['Cookie', '__Host-aftercare=x; aftercare-loopback=%00'],
    ['Aftercare-Acting-For', 'super-east', isGuarded(draft)],
    ['X-Long', 'x'.repeat(20_000), true],
    ['X-Nul', 'a\u0000b', true],
    ['Bad Name', 'x', true],
    ['Content-Length', '7, 8', true],
    ['Transfer-Encoding', 'chunked, identity', true],
  ])
  if (name === 'Transfer-Encoding') draft.headers.push(['Content-Length', '4'])
  draft.headers.push([name, value])
  draft.mustBeRefused ||= isRefused === true
  return `header: ${name}`
}

const oddParts = [
  '%00',
  '..',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%5c..%5c',
  '%c0%af',
  '%ff',
  '%zz',
  '%',
  '%25%30%30',
  'a%2fb',
  ';id=1',
  'é',
  '\u00ff\u00fe',
  '%F0%9F%98%80',
  '%0d%0aX-Injected:%20yes',
  "'%20or%201=1%20--",
  '__proto__',
  '*',
  '0',
  '-1',
  'x'.repeat(9_000),
] as const

const address: Trick = (draft, { random }) => {
  const parts = draft.path.split('/')
  const kind = random.pick([
    'part',
    'part',
    'slashes',
    'slash',
    'case',
    'absolute',
    'dots',
    'fragment',
    'long',
  ])
  if (kind === 'part') parts[random.whole(1, parts.length - 1)] = random.pick(oddParts)
  const path = parts.join('/')
  const made: { readonly [kind: string]: string } = {
    part: path,
    slashes: path.replaceAll('/', '//'),
    slash: `${path}/`,
    case: path.toUpperCase(),
    absolute: `http://evil.example${path}`,
    dots: `/docs/..${path}`,
    fragment: `${path}#part`,
    long: `${path}?${'q'.repeat(17_000)}`,
  }
  draft.path = made[kind] ?? path
  if (kind === 'long') draft.mustBeRefused = true
  return `address: ${kind}`
}

const method: Trick = (draft, { random }) => {
  draft.method = random.pick([
    'PATCH',
    'TRACE',
    'OPTIONS',
    'PROPFIND',
    'HEAD',
    'get',
    'DELETE',
    'PUT',
    'QUERY',
    'M-SEARCH',
  ])
  return `method: ${draft.method}`
}

const hasCookie = ({ headers }: Draft): boolean => headers.some(([name]) => name === 'Cookie')

/** Who asks is forged, over, or nobody. */
const sender: Trick = (draft, { world, random }) => {
  if (!isGuarded(draft) || hasCookie(draft)) return undefined
  const { spentKeys } = world.targets
  const others: readonly (readonly [string, string | undefined])[] = [
    ['nobody', undefined],
    ['spent key', `Bearer ${random.pick(spentKeys)}`],
    ['unknown key', `Bearer ak_${'0'.repeat(43)}`],
    ['another scheme', `Basic ${Buffer.from('ada:ada').toString('base64')}`],
    ['empty', 'Bearer '],
    ['endless', `Bearer ${'a'.repeat(9_000)}`],
    ['half a token', 'Bearer a.b.c'],
    ['customer link as a key', `Bearer ${world.targets.tokens[0]}`],
  ]
  const tokens = [...world.issuer.forged].map(
    ([name, token]) => [`token: ${name}`, `Bearer ${token}`] as const,
  )
  const [what, value] = random.pick(random.chance(0.5) ? tokens : others)
  setHeader(draft, 'Authorization', value)
  draft.mustBeRefused = true
  return `sender: ${what}`
}

/** The cookie of somebody who is signed in, sent by a page of another site. */
const foreignPage: Trick = (draft, { world, random }) => {
  if (!isGuarded(draft) || draft.tricks.some((trick) => trick.startsWith('sender')) || hasCookie(draft))
    return undefined
  const { cookie, csrfToken } = world.targets.session
  const own: readonly [string, string][] = [
    ['Origin', world.origin],
    ['Sec-Fetch-Site', 'same-origin'],
    ['X-CSRF-Token', csrfToken],
  ]
  const wrong = random.pick<readonly [string, string | undefined]>([
    ['X-CSRF-Token', undefined],
    ['X-CSRF-Token', csrfToken.slice(1)],
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
  ])
  setHeader(draft, 'Authorization', undefined)
  setHeader(draft, 'Cookie', cookie)
  for (const [name, value] of own) setHeader(draft, name, value)
  setHeader(draft, ...wrong)
  if (wrong[0] === 'Sec-Fetch-Site') setHeader(draft, 'Sec-Fetch-Mode', 'cors')
  // Reading changes nothing, and other sites cannot see the answer: only what says it is foreign is refused.
  draft.mustBeRefused ||= draft.method === 'POST' || wrong[0] === 'Sec-Fetch-Site'
  return `another site: ${wrong[0]}`
}

const tricks: readonly (readonly [weight: number, trick: Trick])[] = [
  [6, replaceBody],
  [4, changeMember],
  [3, query],
  [2, precondition],
  [3, header],
  [4, address],
  [1, method],
  [5, sender],
  [2, foreignPage],
]
