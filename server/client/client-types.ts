import type { AllOperations } from '../contract/operations.js'
import type { Described } from '../contract/schema.js'

type Simple<T> = { [K in keyof T]: T[K] }

type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never

/** What a call takes: what stands in the path, in the query and, as `body`, in the body. */
type Asked<K extends keyof AllOperations> = Simple<
  { readonly [N in PathNames<K>]: string } & (AllOperations[K] extends { readonly query: infer Q }
    ? { readonly [N in keyof Q]?: Described<Q[N]> }
    : unknown) &
    (AllOperations[K] extends { readonly body: infer B }
      ? B extends 'bytes'
        ? { readonly body: Uint8Array<ArrayBuffer> | Blob; readonly contentType: string }
        : { readonly body: Described<B> }
      : unknown)
>

type AnswersOf<K extends keyof AllOperations> = AllOperations[K]['answers']

/** The body of the good answer: JSON by its schema; a file as a `Response` whose body nobody has read. */
type Answered<K extends keyof AllOperations> = AnswersOf<K>[keyof AnswersOf<K>] extends infer A
  ? A extends { readonly schema: infer S }
    ? Described<S>
    : A extends { readonly mediaType: string }
      ? Response
      : undefined
  : never

/** How one request is sent. */
export interface CallOptions {
  /** Makes it take effect once. Made up unless given, for requests that take one. */
  readonly idempotencyKey?: string
  /** Revision of the case that was seen: refused when it has moved on. */
  readonly ifRevision?: number
  readonly signal?: AbortSignal
}

type KeyOf<Id extends string> = {
  [K in keyof AllOperations]: AllOperations[K]['id'] extends Id ? K : never
}[keyof AllOperations]

/** Names of all calls but the stream, which `changes` follows. */
export type CallName = Exclude<AllOperations[keyof AllOperations]['id'], 'followChanges'>

/** What a call of this name takes, and answers. */
export type AskedOf<Id extends CallName> = Asked<KeyOf<Id>>
export type AnswerOf<Id extends CallName> = Answered<KeyOf<Id>>

type Arguments<A> =
  Partial<A> extends A
    ? readonly [asked?: A, options?: CallOptions]
    : readonly [asked: A, options?: CallOptions]

/** A method for every operation. */
export type Calls = {
  readonly [Id in CallName]: (...asked: Arguments<AskedOf<Id>>) => Promise<AnswerOf<Id>>
}

/** Names of the lists that come in pages, with the type of one item. */
export type PagedName = {
  [Id in CallName]: AskedOf<Id> extends { readonly cursor?: string | undefined }
    ? AnswerOf<Id> extends { readonly items: readonly unknown[] }
      ? Id
      : never
    : never
}[CallName]

/** One item of a list. */
export type ItemOf<Id extends PagedName> =
  AnswerOf<Id> extends { readonly items: readonly (infer Item)[] } ? Item : never
