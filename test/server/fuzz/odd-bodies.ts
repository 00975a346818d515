import { deflateSync, gzipSync } from 'node:zlib'

/** A body that is none, and the headers it comes with. */
interface OddBody {
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

const bomb = (levels: number): string =>
  [
    'a0: &a0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: levels },
      (_each, at) => `a${at + 1}: &a${at + 1} [${Array<string>(9).fill(`*a${at}`).join(', ')}]`,
    ),
  ].join('\n')

/** Texts of definitions that are none: none of them can be deployed. Made from one that can. */
const definitions: readonly (readonly [what: string, text: (good: string) => string])[] = [
  ['nothing but blanks', () => ' \n \n'],
  ['no YAML', () => '{[}]: - - :'],
  ['a list', () => '- process: laboratory'],
  ['two documents', (good) => `${good}\n---\n${good}`],
  ['a key twice', (good) => `${good}\nversion: "9.0.0"`],
  ['unknown keys', (good) => `${good}\nroles: { admin: all }`],
  ['aliases of aliases', (good) => `${good}\n${bomb(9)}`],
  ['an alias of itself', (good) => `${good}\nloop: &loop [*loop]`],
  ['5,000 levels', (good) => `${good}\ndeep: ${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ['2,000 states', (good) => good.replace(/$/, manyStates(2_000))],
  ['a tag of JavaScript', (good) => `${good}\nrun: !!js/function 'function () { return 1 }'`],
  ['__proto__', (good) => `${good}\n__proto__: { roles: [admin] }`],
  ['NUL within', (good) => good.replace('Laboratory', 'Labo\u0000ratory')],
  ['tabs', (good) => good.replaceAll('  ', '\t')],
  ['an endless expression', (good) => withGuard(good, `${'('.repeat(3_000)}1${')'.repeat(3_000)} == 1`)],
  ['a long expression', (good) => withGuard(good, Array(10_000).fill('1').join(' + '))],
  ['a file of another kind', () => 'organisation: house\nroles: {}'],
  ['a process that is hidden', (good) => good.replace('process: laboratory', 'process: ../../laboratory')],
]

function manyStates(count: number): string {
  const one = (at: number): string => `  s${at}: { title: { zh-CN: 某, en: S }, on: { finish: s${at + 1} } }`
  return Array.from({ length: count }, (_each, at) => one(at)).join('\n')
}

const withGuard = (good: string, guard: string): string =>
  good.replace('{ finish: done }', `{ finish: [{ guard: "${guard}", target: done }] }`)

/** Names of all of these. */
export const oddDefinitions: readonly string[] = definitions.map(([what]) => what)

/** The one of a name, made from a text that can be deployed. */
export function oddDefinition(what: string, good: string): string {
  const [, make] = definitions.find(([name]) => name === what)!
  return make(good)
}

/** What may be taken: it is whole JSON, only told in an unusual way. */
const fine: typeof odd = [
  ['a byte order mark', (good) => `\ufeff${good}`],
  ['packed', (good) => gzipSync(good), [[...json], ['Content-Encoding', 'gzip']]],
  ['a charset told', (good) => good, [['Content-Type', 'application/json; charset="UTF-8"']]],
  ['one member twice', (good) => `${good.slice(0, -1)}${good === '{}' ? '' : ','}"reason":"a","reason":"b"}`],
  ['a number past all', (good) => `${good.slice(0, -1)}${good === '{}' ? '' : ','}"visit":1e999}`],
]

/** Names of all of them. */
export const oddBodies: readonly string[] = [...odd, ...fine].map(([what]) => what)

/** The one of a name, made from a body in JSON that is good. */
export function oddBody(what: string, good: string): OddBody {
  const [, make, headers = [[...json]]] = [...odd, ...fine].find(([name]) => name === what)!
  const made = make(good)
  return {
    body: Buffer.isBuffer(made) ? made : Buffer.from(made),
    headers,
    mustBeRefused: odd.some(([name]) => name === what),
  }
}
