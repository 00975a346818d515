import type { Actor } from '../../core/command.js'
import type { OperatorActionRow, StoreTransaction } from '../../store/port.js'
import { onMachine } from '../reserved-ids.js'

/** What operators do to no case, or to nothing its trail tells of: switches, versions, keys, sessions, links. */
export const houseActions = [
  'hold-effects',
  'release-effects',
  'drain-process',
  'reopen-process',
  'deploy-version',
  'retire-version',
  'create-key',
  'rotate-key',
  'revoke-key',
  'create-sign-in-link',
  'end-session',
  'create-customer-link',
  'revoke-customer-links',
] as const

/** Names of acts on messages between cases, which stand in trails. */
const messageActions = ['retry-message', 'discard-message'] as const

/** Who does something: an id, or an actor with the program `via` which they act. */
export type Doer = string | Pick<Actor, 'id' | 'via'>

/** An act as it is logged. */
export interface HouseAct extends Omit<OperatorActionRow, 'actor' | 'via' | 'action' | 'seq'> {
  readonly action: (typeof houseActions)[number]
  /** Absent on the machine of the database. */
  readonly by: Doer | undefined
}

/** Adds an act to the operators' log, in the transaction that does it. */
export function logHouseAct(
  tx: Pick<StoreTransaction, 'addOperatorAction'>,
  { by = onMachine, ...act }: HouseAct,
): Promise<void> {
  const { id, via } = typeof by === 'string' ? { id: by, via: undefined } : by
  return tx.addOperatorAction({ ...act, actor: id, ...(via !== undefined && { via }) })
}

/** The id of who does something. */
export const idOfDoer = (by: Doer): string => (typeof by === 'string' ? by : by.id)

/** What stands in the operators' log beside what is done to a case by its own name. */
export const furtherLoggedActions: readonly string[] = [...houseActions, ...messageActions]
