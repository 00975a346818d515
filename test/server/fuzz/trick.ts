import type { Random } from '../../fuzz/random.js'
import type { Draft } from './aimed-request.js'
import type { HttpWorld } from './http-world.js'

/** What tricks are played with. */
export interface Trickster {
  readonly world: HttpWorld
  readonly random: Random
}

/** Spoils a draft, and says how; `undefined` where there is nothing of the kind to spoil. */
export type Trick = (draft: Draft, by: Trickster) => string | undefined
