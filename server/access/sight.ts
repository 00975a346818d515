import type { Mask } from './mask.js'

/**
 * How much of a case somebody sees: all of it, all but values that are kept back, the part of an outside party, where it
 * stands, or not even that it exists.
 */
export type Sight = 'whole' | 'masked' | 'part' | 'outline' | 'none'

/** A sight with what is kept back of a case that is seen but for that. */
export type Look =
  { readonly sight: Exclude<Sight, 'masked'> } | { readonly sight: 'masked'; readonly mask: Mask }
