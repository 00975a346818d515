import { addressOf, pathNames } from '../../../server/contract/operation.js'
import { draftFor, filled, plainDraft, routes, written, type Draft } from './aimed-request.js'
import { aimAt, type Aim, type Aiming } from './aims.js'
import type { Answer, Sent } from './sent.js'
import { namings } from './namings.js'
import { spoil } from './tricks.js'

/** Sends a request, has it judged, and gives what came back. */
export type Tell = (sent: Sent) => Promise<Answer>

/** Requests that mean something only together. Gives what is wrong with their answers beside what is judged of each. */
export type Scene = (by: Aiming, tell: Tell) => Promise<readonly string[]>

/** Members by which two bodies differ, though both are good. */
const words = ['text', 'reason', 'event', 'process', 'name']

/** A key of repetition with another body does nothing; with the same body nothing more. */
export const repetition: Scene = async (by, tell) => {
  const [route] = by.random.pick(routes.filter(([, { once, body }]) => once && typeof body === 'object'))
  const draft = await draftFor(route, by)
  draft.headers.push(['Idempotency-Key', `again-${by.random.whole(0, 1e9)}`])
  draft.tricks.push('repetition')
  const first = await tell(written(draft))
  // What is tried only spends no key.
  const isTried = draft.body?.includes('"dryRun":true') === true
  if (first.status === undefined || first.status >= 300 || isTried) return []
  const members = JSON.parse(draft.body?.toString() ?? '{}') as Record<string, unknown>
  const name = words.find((word) => typeof members[word] === 'string')
  const other = name === undefined ? undefined : { ...members, [name]: `${String(members[name])}x` }
  if (other) await tell(written({ ...draft, body: Buffer.from(JSON.stringify(other)), mustBeRefused: true }))
  const again = await tell({ ...written(draft), tricks: ['repetition', 'the same again'] })
  const isReplay = again.headers.get('Idempotency-Replayed') === 'true'
  return again.status === first.status && isReplay
    ? []
    : [`The same with the same key was answered ${again.status}, first ${first.status}.`]
}

/** People who see nothing of what is hidden: some may do much with other cases, one has no roles at all. */
const strangers = ['customer', 'nobody', 'party', 'supervisor', 'technician'] as const

/** What is told to all staff: the file of a unit, though not which cases wrote it. */
const toldToAll = new Set(['GET /api/units/{serial}'])

/** What somebody may not see is answered to the byte like what is not there. */
export const existence: Scene = async (by, tell) => {
  const { world, random } = by
  const [route] = random.pick(
    routes.filter(([key]) => {
      const { path } = addressOf(key)
      return path.startsWith('/api') && pathNames(path).length > 0 && !toldToAll.has(key)
    }),
  )
  const aim = await aimAt(route, { ...by, things: world.hidden })
  const { path } = addressOf(route)
  // Registers and calendars are for all, or open to few by their roles: only what is made for it is hidden.
  const real = pathNames(path).map((name) => aim.at?.[name] ?? 'unknown')
  const draft = plainDraft(route, { ...aim, headers: [] }, world)
  const sender = random.pick(strangers)
  if (random.chance(0.3)) spoilBody(draft, by)
  setKey(draft, world.targets.keys.get(sender) ?? '')
  const at = (values: readonly string[]): Sent => {
    const names = pathNames(path).map((name, place) => [name, values[place] ?? ''] as const)
    return written({ ...draft, path: filled(path, Object.fromEntries(names)), tricks: [`as ${sender}`] })
  }
  return sameFor(tell, [at(real), at(real.map(twinOf))], [...real, ...real.map(twinOf)])
}

/** The same where it is named in the query or the body, beside what the sender sees. */
export const naming: Scene = async (by, tell) => {
  const { world, random } = by
  const [route, make] = random.pick(namings)
  const { aim, real } = await make(by)
  const sender = aim.sender ?? random.pick(strangers)
  const about = (value: string): Sent => {
    const changed = JSON.parse(JSON.stringify(aim).replaceAll(real, value)) as Aim
    return written({ ...plainDraft(route, { ...changed, sender }, world), tricks: [`named as ${sender}`] })
  }
  return sameFor(tell, [about(real), about(twinOf(real))], [real, twinOf(real)])
}

async function sameFor(
  tell: Tell,
  [real, twin]: readonly [Sent, Sent],
  values: readonly string[],
): Promise<readonly string[]> {
  const [there, nowhere] = [await tell(real), await tell(twin)]
  const [one, other] = [there, nowhere].map((answer) => comparable(answer, values))
  return one === other ? [] : [`What exists is answered otherwise than what does not:\n${one}\n${other}`]
}

function setKey(draft: Draft, key: string): void {
  draft.headers = draft.headers.map(([name, value]) =>
    name === 'Authorization' ? [name, `Bearer ${key}`] : [name, value],
  )
}

/** Tricks with the body alone, so that the address stays the one that is asked about. */
function spoilBody(draft: Draft, by: Aiming): void {
  const { path, method, headers, query } = draft
  spoil(draft, by)
  Object.assign(draft, { path, method, headers, query, mustBeRefused: false })
}

/** A value of the same form that nothing has: letters of a hash stay letters of one. */
const twinOf = (value: string): string =>
  value.replaceAll(/[a-z0-9]/g, (letter) => {
    const others: { readonly [letter: string]: string } = { z: 'g', 9: '0', f: 'a' }
    return others[letter] ?? String.fromCharCode(letter.charCodeAt(0) + 1)
  })

/** What is told, whichever of the values it is told of. */
function comparable({ status, headers, text }: Answer, values: readonly string[]): string {
  const told = [...headers].filter(
    ([name]) => !['date', 'x-request-id', 'ratelimit', 'traceparent'].includes(name),
  )
  // A stream begins where all cases are by then.
  const body = headers.get('Content-Type')?.startsWith('text/event-stream') ? '' : text
  const forms = values.flatMap((value) => [value, encodeURIComponent(value)])
  return JSON.stringify([status, told, forms.reduce((left, one) => left.replaceAll(one, '{id}'), body)])
}
