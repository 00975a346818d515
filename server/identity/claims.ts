import { RequestProblem } from '../http/problem-response.js'
import type { ClaimSettings } from './identity-settings.js'

/** Who a token speaks of. */
export interface Claimed {
  readonly person: string
  readonly roles: readonly string[]
}

type Claims = { readonly [name: string]: unknown }

/**
 * Person and roles of verified claims. Throws `token-invalid` where there is no person in them; what is no role is
 * passed over.
 */
export function claimed(claims: Claims, settings: ClaimSettings): Claimed {
  const person = claimAt(claims, settings.person)
  if (typeof person !== 'string' || !isPerson(person))
    throw new RequestProblem(
      'token-invalid',
      `Expected a person in the claim '${settings.person}', but found ${person === undefined ? 'none' : 'something else'}.`,
    )
  const { roles, roleMap } = settings
  const told = roles === undefined ? [] : textsOf(claimAt(claims, roles))
  const mapped = roleMap
    ? told.flatMap((one) => (Object.hasOwn(roleMap, one) ? [roleMap[one] ?? ''] : []))
    : told
  return { person, roles: [...new Set(mapped.filter((role) => /^[a-z][a-z0-9-]{0,99}$/.test(role)))] }
}

/** Ids that begin with '@' are the engine's own. */
function isPerson(text: string): boolean {
  return /^[^\s@\p{Cc}][^\p{Cc}]{0,199}$/u.test(text)
}

/** A claim by its whole name, since names may be addresses with dots in them, else by the way to it. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let place: unknown = claims
  for (const part of name.split('.')) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, part)) return undefined
    place = (place as Claims)[part]
  }
  return place
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((one) => one !== '')
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
