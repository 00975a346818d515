import type { Random } from '../../fuzz/random.js'
import { RandomValues } from '../../fuzz/random-values.js'
import { setHeader, type Draft } from './aimed-request.js'
import { oddBodies, oddBody, oddDefinition, oddDefinitions } from './odd-bodies.js'
import type { Trick } from './trick.js'

const readsJson = ({ operation, method }: Draft): boolean =>
  typeof operation.body === 'object' && method === 'POST'

/** Something that is none in the place of a body in JSON, or one told in an unusual way. */
export const replaceBody: Trick = (draft, { random }) =>
  readsJson(draft) ? putBody(draft, random.pick(oddBodies)) : undefined

/** Puts the odd body of a name in the place of a good one. */
export function putBody(draft: Draft, what: string): string {
  const { body, headers, mustBeRefused } = oddBody(what, draft.body?.toString() ?? '{}')
  draft.body = body
  for (const name of ['Content-Type', 'Content-Encoding']) setHeader(draft, name, undefined)
  draft.headers.push(...headers.map(([name, value]): [string, string] => [name, value]))
  draft.mustBeRefused ||= mustBeRefused
  return `body: ${what}`
}

/** A member of another kind, left out, or nobody knows; as a whole, or somewhere further in. */
export const changeMember: Trick = (draft, { world, random }) => {
  const members = readsJson(draft) ? membersOf(draft) : undefined
  if (!members) return undefined
  const now = (): number => world.engine.now()
  const values = new RandomValues({ random, people: ['tech-east'], attachments: [], now })
  const names = Object.keys((draft.operation.body as { properties?: object }).properties ?? {})
  const kind = random.weighted([
    [2, 'unknown'],
    [4, 'another'],
    [4, 'further in'],
    [1, 'missing'],
  ])
  if (kind === 'unknown') {
    members[random.pick(['actor', 'isAdmin', 'toString', 'roles ', '$where'])] = values.garbage()
    draft.mustBeRefused = true
  } else if (kind === 'further in') changeWithin(members, { random, garbage: () => values.garbage() })
  else if (names.length > 0) {
    const name = random.pick(names)
    if (kind === 'missing') Reflect.deleteProperty(members, name)
    else members[name] = values.garbage()
  }
  draft.body = Buffer.from(JSON.stringify(members))
  return `member: ${kind}`
}

/** Changes one value of all there are, at any depth: another, gone, or beside one that nobody knows. */
function changeWithin(
  members: Record<string, unknown>,
  { random, garbage }: { readonly random: Random; readonly garbage: () => unknown },
): void {
  const places = placesWithin(members)
  if (places.length === 0) return
  const [holder, name] = random.pick(places)
  const kind = random.pick(['another', 'another', 'missing', 'beside'])
  if (kind === 'missing') Reflect.deleteProperty(holder, name)
  else Object.defineProperty(holder, kind === 'beside' ? 'nobody-knows' : name, plainly(garbage()))
}

/** A value as JSON has it, whatever it is called. */
const plainly = (value: unknown): PropertyDescriptor => ({
  value,
  ...{ writable: true, enumerable: true, configurable: true },
})

function placesWithin(value: object): readonly (readonly [holder: object, name: string])[] {
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => [
    [value, name] as const,
    ...(typeof part === 'object' && part !== null ? placesWithin(part) : []),
  ])
}

/** The text of a process that is none. */
export const definition: Trick = (draft, { random }) =>
  readsJson(draft) ? putDefinition(draft, random.pick(oddDefinitions)) : undefined

/** Puts the odd text of a name in the place of a good one, where there is one. */
export function putDefinition(draft: Draft, what: string): string | undefined {
  const members = membersOf(draft)
  const text = members?.['text']
  if (!draft.route.startsWith('POST /api/processes') || typeof text !== 'string') return undefined
  draft.body = Buffer.from(JSON.stringify({ ...members, text: oddDefinition(what, text) }))
  // To be told what is wrong is what a check is for.
  draft.mustBeRefused ||= draft.route === 'POST /api/processes'
  return `definition: ${what}`
}

/** Largest body of which something is changed, in bytes. */
const largestChanged = 16_384

/** What stands in a body; `undefined` where it is no object. */
export function membersOf({ body }: Draft): Record<string, unknown> | undefined {
  // A trick before may have made one that nobody can write again.
  if ((body?.byteLength ?? 0) > largestChanged) return undefined
  try {
    const value: unknown = JSON.parse(body?.toString() ?? '')
    // A trick before may have made a text or a list of it.
    const hasMembers = typeof value === 'object' && value !== null && !Array.isArray(value)
    return hasMembers ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
