import { draftFor, idsFor, routes, written, type Draft } from './aimed-request.js'
import { addressOf, pathNames } from '../../../server/contract/operation.js'
import type { Answer, Sent } from './sent.js'
import { spoil, type Trickster } from './tricks.js'

/** Sends a request, has it judged, and gives what came back. */
export type Tell = (sent: Sent) => Promise<Answer>

/** Requests that mean something only together. Gives what is wrong with their answers beside what is judged of each. */
export type Scene = (by: Trickster, tell: Tell) => Promise<readonly string[]>

/** Members by which two bodies differ, though both are good. */
const words = ['text', 'reason', 'event', 'process', 'name']

/** A key of repetition with another body does nothing; with the same body nothing more. */
export const repetition: Scene = async (by, tell) => {
  const [route, operation] = by.random.pick(
    routes.filter(([, { once, body }]) => once && typeof body === 'object'),
  )
  const draft = draftFor(route, operation, by)
  draft.headers.push(['Idempotency-Key', `again-${by.random.whole(0, 1e9)}`])
  draft.tricks.push('repetition')
  const first = await tell(written(draft))
  if (first.status === undefined || first.status >= 300) return []
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

/** People of the organisation who see none of the cases, and a key without any roles. */
const strangers = ['customer', 'nobody'] as const

/** What somebody may not see is answered to the byte like what is not there. */
export const existence: Scene = async (by, tell) => {
  const { world, random } = by
  const [route, operation] = random.pick(
    routes.filter(([key]) => {
      const { path } = addressOf(key)
      return path.startsWith('/api') && pathNames(path).some((name) => idsFor(path, name, world).length > 0)
    }),
  )
  const draft = draftFor(route, operation, by)
  if (random.chance(0.3)) spoilBody(draft, by)
  const { method, path } = addressOf(route)
  const real = random.pick(idsFor(path, 'id', world))
  const key = world.targets.keys.get(random.pick(strangers)) ?? ''
  const headers = draft.headers.map(([name, value]): [string, string] =>
    name === 'Authorization' ? [name, `Bearer ${key}`] : [name, value],
  )
  const at = (id: string): Sent =>
    written({
      ...draft,
      method,
      headers,
      path: path.replace('{id}', id).replaceAll(/\{\w+\}/g, 'unknown'),
      tricks: ['a stranger'],
    })
  const twin = twinOf(real)
  const [there, nowhere] = [await tell(at(real)), await tell(at(twin))]
  const [one, other] = [there, nowhere].map((answer) => comparable(answer, [real, twin]))
  return one === other ? [] : [`What exists is answered otherwise than what does not:\n${one}\n${other}`]
}

/** Tricks with the body alone, so that the address stays the one that is asked about. */
function spoilBody(draft: Draft, by: Trickster): void {
  const { path, method, headers, query } = draft
  spoil(draft, by)
  Object.assign(draft, { path, method, headers, query, mustBeRefused: false })
}

/** An id of the same form that nothing has. */
const twinOf = (id: string): string =>
  id.replaceAll(/[a-z0-9]/g, (letter) =>
    letter === 'z' ? 'a' : letter === '9' ? '0' : String.fromCharCode(letter.charCodeAt(0) + 1),
  )

/** What is told, whichever of the ids it is told of. */
function comparable({ status, headers, text }: Answer, ids: readonly string[]): string {
  const told = [...headers].filter(
    ([name]) => !['date', 'x-request-id', 'ratelimit', 'traceparent'].includes(name),
  )
  return JSON.stringify([status, told, ids.reduce((left, id) => left.replaceAll(id, '{id}'), text)])
}
