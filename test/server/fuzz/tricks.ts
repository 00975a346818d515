import { setHeader, valueFor, type Draft } from './aimed-request.js'
import { changeMember, definition, membersOf, replaceBody } from './body-tricks.js'
import { foreignPage, isGuarded, sender } from './sender-tricks.js'
import type { Trick, Trickster } from './trick.js'

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
    const trick = fitting(draft, by)
    if (trick !== undefined) draft.tricks.push(trick)
  }
}

/** How often another one is looked for where one has nothing to spoil. */
const mostTries = 4

function fitting(draft: Draft, by: Trickster): string | undefined {
  // Few operations take a definition, and much can be wrong with one.
  const isOfDefinition = draft.route.startsWith('POST /api/processes') && by.random.chance(0.4)
  let told = isOfDefinition ? definition(draft, by) : undefined
  for (let tries = 0; told === undefined && tries < mostTries; tries += 1)
    told = by.random.weighted(tricks)(draft, by)
  return told
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
  const members = membersOf(draft)
  if (members && 'expectedVisit' in members && random.chance(0.5)) {
    const visit = random.pick([0, -1, 2, 1e15, 1.5])
    const { state } = members['expectedVisit'] as { readonly state?: unknown }
    draft.body = Buffer.from(JSON.stringify({ ...members, expectedVisit: { state, visit } }))
    draft.mustBeRefused = true
    return 'visit that is over'
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

const tricks: readonly (readonly [weight: number, trick: Trick])[] = [
  [6, replaceBody],
  [5, changeMember],
  [3, query],
  [2, precondition],
  [3, header],
  [4, address],
  [1, method],
  [5, sender],
  [2, foreignPage],
]
