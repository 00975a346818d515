import type { ErrorCode, RefusalCode, RequestCode } from '../../engine/index.js'
import type { Schema } from './schema.js'

/** Sections of the reference, in its order. */
export const tags = [
  'Signing in',
  'Processes',
  'Cases',
  'Tasks',
  'Changes',
  'Operating',
  'Incidents and switches',
  'Calendars and schedules',
  'Registers',
  'Papers',
  'Units',
  'Attachments',
  'Open to everybody',
] as const

export type Tag = (typeof tags)[number]

/** Codes of answers as problem+json. */
export type ProblemCode = RefusalCode | RequestCode | ErrorCode

/** Headers an answer may bring that mean something for its reader. */
export type AnswerHeader =
  'ETag' | 'Location' | 'Idempotency-Replayed' | 'Content-Disposition' | 'Content-Digest'

/** One good answer of an operation. */
export interface OperationAnswer {
  readonly description: string
  /** What the body is, in JSON. Absent where the body is something else. */
  readonly schema?: Schema
  /** `application/json` where there is a `schema`; without either, the answer has no body. */
  readonly mediaType?: string
  readonly headers?: readonly AnswerHeader[]
}

/** What one address does with one method: the only place that says it. Its key is `METHOD /path/{parameter}`. */
export interface Operation {
  /** Unique, in camelCase: the operation's name in the document, and the method of the client. */
  readonly id: string
  readonly tag: Tag
  /** One line, without a full stop: `Retry an incident`. */
  readonly summary: string
  /** Sentences on what it does, in Markdown. */
  readonly description?: string
  /** Who may ask, in words: `Everybody with a key.` Everything below `/api` needs a key beside it. */
  readonly mayAsk: string
  /** Parameters of the path that need words of their own; all others are texts. */
  readonly path?: { readonly [name: string]: Schema }
  /** Names the query may have, each at most once; any other one is refused. */
  readonly query?: { readonly [name: string]: Schema }
  /** Body of a request that has one: a JSON object, or `bytes` for a file as it is. */
  readonly body?: Schema | 'bytes'
  /** `Idempotency-Key` makes it take effect once. */
  readonly once?: true
  /** `If-Match` with a revision: `taken` guards the case with it, `refused` depends on none. Absent: not looked at. */
  readonly ifMatch?: 'taken' | 'refused'
  /** What each event of an endless answer has as its data; the request takes `Last-Event-ID` to go on. */
  readonly stream?: Schema
  readonly answers: { readonly [status in 200 | 201 | 202 | 204 | 302 | 303]?: OperationAnswer }
  /** Codes it may be answered with, beside those that belong to what is said above (`commonProblems`). */
  readonly problems: readonly ProblemCode[]
}

export type OperationKey = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`

export interface Operations {
  readonly [key: OperationKey]: Operation
}

/** Operations as written, so that the compiler knows each by its key. */
export const operationsOf = <const T extends Operations>(operations: T): T => operations

/** Method and path of a key. */
export function addressOf(key: string): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = key.split(' ', 2)
  return { method, path }
}

/** Names of the parameters in a path. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}
