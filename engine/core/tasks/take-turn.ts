import type { Rotation } from '../command.js'

/** A rotation as it stands, and who may have this turn. */
export interface Turn {
  /** Everybody of the rotation, in its fixed order. */
  readonly order: readonly string[]
  /** Where the order goes on: the place in it behind whoever had the last turn. */
  readonly next: number
  readonly rotation: Rotation | null
  /** Whether somebody may have this turn. */
  readonly suits: (person: string) => boolean
  /** Whether whoever is passed over comes first next time. */
  readonly makeUp: boolean
}

/** Who has the turn, who was passed over for it in the order they were asked, and the rotation afterwards. */
export interface TurnTaken {
  readonly person?: string
  readonly passedOver: readonly string[]
  readonly after: Rotation | null
}

/**
 * Gives the next turn. Those who are owed one are asked first, then the order from the pointer on, once around. The
 * pointer moves to whoever has the turn, but not where that was a turn owed. When nobody may have it, it stays.
 */
export function takeTurn({ order, next, rotation, suits, makeUp }: Turn): TurnTaken {
  const owed = makeUp ? (rotation?.owed ?? []).filter((person) => order.includes(person)) : []
  const inOrder = [...order.slice(next), ...order.slice(0, next)].filter((person) => !owed.includes(person))
  const asked = [...owed, ...inOrder]
  const found = asked.findIndex(suits)
  if (found < 0) return { passedOver: asked, after: rotation }
  const person = asked[found] ?? ''
  const passedOver = asked.slice(0, found)
  return { person, passedOver, after: turned({ person, passedOver, owed, makeUp, rotation }) }
}

function turned(turn: {
  readonly person: string
  readonly passedOver: readonly string[]
  readonly owed: readonly string[]
  readonly makeUp: boolean
  readonly rotation: Rotation | null
}): Rotation {
  const { person, passedOver, owed, makeUp, rotation } = turn
  // Who is owed a turn stays in memory while nobody asks for it.
  if (!makeUp) return { last: person, owed: rotation?.owed ?? [] }
  const stillOwed = owed.filter((one) => one !== person)
  const newlyOwed = passedOver.filter((one) => !owed.includes(one))
  return {
    last: owed.includes(person) ? (rotation?.last ?? person) : person,
    owed: [...stillOwed, ...newlyOwed],
  }
}
