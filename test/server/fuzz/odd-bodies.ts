import { deflateSync, gzipSync } from 'node:zlib'
import type { Random } from '../../fuzz/random.js'

/** A body that is none, and the headers it comes with. */
export interface OddBody {
  readonly what: string
  readonly body: Buffer
  readonly headers: readonly (readonly [string, string])[]
  readonly mustBeRefused: boolean
}

const json = ['Content-Type', 'application/json'] as const

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const lists = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`
const many = (names: number): string =>
  `{${Array.from({ length: names }, (_each, at) => `"n${at}":0`).join(',')}}`

const odd: readonly (readonly [
  what: string,
  body: (good: string) => string | Buffer,
  headers?: [string, string][],
])[] = [
  ['cut off', (good) => good.slice(0, -1)],
  ['twice', (good) => good + good],
  ['nothing', () => ''],
  ['a list', (good) => `[${good}]`],
  ['a text', (good) => JSON.stringify(good)],
  ['null', () => 'null'],
  ['40 levels', () => nested(40)],
  ['40,000 levels', () => nested(40_000)],
  ['100,000 lists', () => lists(100_000)],
  ['20,000 members', () => many(20_000)],
  ['a long name', () => `{"${'n'.repeat(200_000)}":1}`],
  ['a long text', () => `{"process":"${'x'.repeat(250_000)}"}`],
  ['larger than is taken', () => `{"text":"${'x'.repeat(300_000)}"}`],
  ['__proto__', () => '{"__proto__":{"roles":["admin"]}}'],
  ['constructor within', () => '{"data":{"constructor":{"prototype":{"may":"all"}}}}'],
  [
    'bytes that are no UTF-8',
    () => Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]),
  ],
  ['UTF-16', (good) => Buffer.from(`\ufeff${good}`, 'utf16le')],
  [
    'UTF-16 that says so',
    (good) => Buffer.from(good, 'utf16le'),
    [['Content-Type', 'application/json; charset=utf-16le']],
  ],
  [
    'latin 1 that says so',
    () => Buffer.from('{"text":"é"}', 'latin1'),
    [['Content-Type', 'application/json; charset=iso-8859-1']],
  ],
  ['UTF-7', (good) => good, [['Content-Type', 'application/json; charset=utf-7']]],
  ['another type', (good) => good, [['Content-Type', 'text/plain']]],
  ['a form', () => 'event=done&reason=x', [['Content-Type', 'application/x-www-form-urlencoded']]],
  ['no type', (good) => good, []],
  ['a type that is none', (good) => good, [['Content-Type', ';;;']]],
  [
    'a bomb',
    () => gzipSync(`{"text":"${'x'.repeat(30_000_000)}"}`),
    [[...json], ['Content-Encoding', 'gzip']],
  ],
  [
    'a bomb, deflated',
    () => deflateSync(Buffer.alloc(30_000_000)),
    [[...json], ['Content-Encoding', 'deflate']],
  ],
  ['half a packet', (good) => gzipSync(good).subarray(0, 12), [[...json], ['Content-Encoding', 'gzip']]],
  ['not packed as told', (good) => good, [[...json], ['Content-Encoding', 'br']]],
  ['packed twice as told', (good) => gzipSync(good), [[...json], ['Content-Encoding', 'gzip, gzip']]],
  ['NUL behind', (good) => `${good}\u0000`],
]

/** What may be taken: it is whole JSON, only told in an unusual way. */
const fine: typeof odd = [
  ['a byte order mark', (good) => `\ufeff${good}`],
  ['packed', (good) => gzipSync(good), [[...json], ['Content-Encoding', 'gzip']]],
  ['a charset told', (good) => good, [['Content-Type', 'application/json; charset="UTF-8"']]],
  ['one member twice', (good) => `${good.slice(0, -1)}${good === '{}' ? '' : ','}"reason":"a","reason":"b"}`],
  ['a number past all', (good) => `${good.slice(0, -1)}${good === '{}' ? '' : ','}"visit":1e999}`],
]

/** One of them, made from a body in JSON that is good. */
export function oddBody(random: Random, good: string): OddBody {
  const [what, make, headers = [[...json]]] = random.pick([...odd, ...fine])
  const made = make(good)
  return {
    what: `body: ${what}`,
    body: Buffer.isBuffer(made) ? made : Buffer.from(made),
    headers,
    mustBeRefused: odd.some(([name]) => name === what),
  }
}
