/** Which cases somebody sees: those of any part. Without parts, none. */
export interface CaseScope {
  readonly anyOf: readonly ScopePart[]
}

/** Cases of which all of this holds. */
export interface ScopePart {
  readonly processes?: readonly string[]
  /** One of these people began it, sent an event to it, or has or had a task of it. */
  readonly people?: readonly string[]
  /** This value stands in a field marked `search`, by its path. */
  readonly field?: { readonly path: string; readonly value: string }
}
