import type { JsonObject, Text } from '../../errors/json.js'
import type { Attempts } from '../compile/compile-attempts.js'

/** A service as a file declares it: an HTTP request. It names secrets and never holds them. */
export interface DeclaredService extends Attempts {
  readonly name: string
  readonly title?: Text
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: JsonObject
  /** Name of the environment variable with the token, or with `user:password`. */
  readonly auth?: { readonly bearer: string } | { readonly basic: string }
  /** Outputs by their path in the answer. */
  readonly answer?: { readonly [output: string]: string }
  /** Statuses by which it says no for a reason of the matter. */
  readonly refusals?: readonly number[]
  /** What it may be given; anything where that is not said. */
  readonly input?: readonly { readonly name: string; readonly required: boolean }[]
  /** What it may answer; anything where that is not said. */
  readonly output?: readonly string[]
}
