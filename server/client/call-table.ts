import { addressOf, pathNames, type Operation } from '../contract/operation.js'
import { operations } from '../contract/operations.js'

/** How a call becomes a request. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly inPath: readonly string[]
  readonly inQuery: readonly string[]
  readonly body?: 'json' | 'bytes'
  /** It may be sent again: reading, or guarded by an idempotency key. */
  readonly repeatable: 'reading' | 'by-key' | 'no'
}

/** Every call by its name, which is the `id` of the operation. */
export const calls: ReadonlyMap<string, Call> = new Map(
  Object.entries<Operation>(operations).map(([key, operation]) => [operation.id, callOf(key, operation)]),
)

function callOf(key: string, { query = {}, body, once }: Operation): Call {
  const { method, path } = addressOf(key)
  return {
    method,
    path,
    inPath: pathNames(path),
    inQuery: Object.keys(query),
    ...(body && { body: body === 'bytes' ? 'bytes' : 'json' }),
    repeatable: method === 'GET' ? 'reading' : once ? 'by-key' : 'no',
  }
}
