import { setHeader, type Draft } from './aimed-request.js'
import type { HttpWorld } from './http-world.js'
import type { Trick } from './trick.js'

/** Whether nobody may ask without a key. */
export const isGuarded = ({ route }: Draft): boolean => route.includes(' /api')

const hasCookie = ({ headers }: Draft): boolean => headers.some(([name]) => name === 'Cookie')

/** What a sender may bring instead of a key. */
type WrongSender = readonly [what: string, authorization: string | undefined]

/** Tokens that were forged, are over or for others, and what is no token at all. */
export function wrongSenders({ issuer, targets }: HttpWorld): {
  readonly tokens: readonly WrongSender[]
  readonly others: readonly WrongSender[]
} {
  const [revoked = '', expired = ''] = targets.spentKeys
  return {
    tokens: [...issuer.forged].map(([name, token]) => [`token: ${name}`, `Bearer ${token}`] as const),
    others: [
      ['nobody', undefined],
      ['revoked key', `Bearer ${revoked}`],
      ['expired key', `Bearer ${expired}`],
      ['unknown key', `Bearer ak_${'0'.repeat(43)}`],
      ['another scheme', `Basic ${Buffer.from('ada:ada').toString('base64')}`],
      ['empty', 'Bearer '],
      ['endless', `Bearer ${'a'.repeat(9_000)}`],
      ['half a token', 'Bearer a.b.c'],
      ['customer link as a key', `Bearer ${targets.ids['token']?.[0]}`],
    ],
  }
}

/** Who asks is forged, over, or nobody. */
export const sender: Trick = (draft, { world, random }) => {
  if (!isGuarded(draft) || hasCookie(draft)) return undefined
  const { tokens, others } = wrongSenders(world)
  return putSender(draft, random.pick(random.chance(0.5) ? tokens : others))
}

/** Puts what opens nothing in the place of the key. */
export function putSender(draft: Draft, [what, authorization]: WrongSender): string {
  setHeader(draft, 'Authorization', authorization)
  draft.mustBeRefused = true
  return `sender: ${what}`
}

/** A header a page of our own would not send, or not this way. */
type WrongHeader = readonly [name: string, value: string | undefined]

/** All there is of them. */
export const wrongHeaders = (csrfToken: string): readonly WrongHeader[] => [
  ['X-CSRF-Token', undefined],
  ['X-CSRF-Token', csrfToken.slice(1)],
  ['Origin', 'https://evil.example'],
  ['Origin', 'null'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['Sec-Fetch-Site', 'same-site'],
]

/** The cookie of somebody who is signed in, or the secret of a link, sent by a page of another site. */
export const foreignPage: Trick = (draft, { world, random }) => {
  const isSpoiled = draft.tricks.some((trick) => trick.startsWith('sender') || trick === 'header: Cookie')
  const isOfLink = draft.route === 'POST /sign-in/link/{secret}'
  if ((!isGuarded(draft) && !isOfLink) || isSpoiled) return undefined
  const { csrfToken } = world.targets.session
  const fitting = wrongHeaders(csrfToken).filter(([name]) => !isOfLink || name !== 'X-CSRF-Token')
  return putPage(draft, world, random.pick(fitting))
}

/** Has the page of another site send a request, as one header says; with a cookie in the place of a key. */
export function putPage(draft: Draft, { origin, targets }: HttpWorld, wrong: WrongHeader): string {
  const { cookie, csrfToken } = targets.session
  if (isGuarded(draft) && !hasCookie(draft)) {
    setHeader(draft, 'Authorization', undefined)
    setHeader(draft, 'Cookie', cookie)
    for (const [name, value] of [
      ['Origin', origin],
      ['Sec-Fetch-Site', 'same-origin'],
      ['X-CSRF-Token', csrfToken],
    ] as const)
      setHeader(draft, name, value)
  }
  setHeader(draft, ...wrong)
  if (wrong[0] === 'Sec-Fetch-Site') setHeader(draft, 'Sec-Fetch-Mode', 'cors')
  // Reading changes nothing, and other sites cannot see the answer: only what says it is foreign is refused.
  draft.mustBeRefused ||= draft.method === 'POST' || wrong[0] === 'Sec-Fetch-Site'
  return `another site: ${wrong[0]}`
}
