/** `aftercare/client`: the HTTP surface, typed, over `fetch`. */
export { createClient, type Client, type ClientOptions } from './create-client.js'
export type { AnswerOf, AskedOf, CallName, CallOptions, ItemOf, PagedName } from './client-types.js'
export type { FollowedChange, FollowRequest } from './follow-changes.js'
export { NoAnswerError, ProblemError, type ProblemAnswer } from './problem-error.js'
