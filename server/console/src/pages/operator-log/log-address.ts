import type { AskedOf, ItemOf } from '../../../../client/index.js'
import { caseActions } from '../../actions/operator-actions.js'

/** An act as the operators' log tells it. */
export type LoggedAct = ItemOf<'listOperatorActions'>

type Asked = NonNullable<AskedOf<'listOperatorActions'>>

/** What an act may be. */
export type LoggedAction = NonNullable<Asked['action']>

/** Acts that have their name where they are done. */
const ofCases = [...caseActions, 'retry', 'skip', 'send-back'] as const satisfies readonly LoggedAction[]

/** Acts that stand in this log alone. */
export const ofHouse = [
  'retry-message',
  'discard-message',
  'hold-effects',
  'release-effects',
  'drain-process',
  'reopen-process',
  'deploy-version',
  'retire-version',
  'create-customer-link',
  'revoke-customer-links',
  'create-key',
  'rotate-key',
  'revoke-key',
  'create-sign-in-link',
  'end-session',
] as const satisfies readonly Exclude<LoggedAction, (typeof ofCases)[number]>[]

/** Every act, in the order in which it is offered. */
export const loggedActions: readonly LoggedAction[] = [...ofCases, ...ofHouse]

/** Whether an act has its name in the texts of this page. */
export const isOfHouse = (action: string): action is (typeof ofHouse)[number] =>
  ofHouse.some((one) => one === action)

/** Whether an act has its name where it is done. */
export const isOfCases = (action: string): action is (typeof ofCases)[number] =>
  ofCases.some((one) => one === action)

const narrowing = ['actor', 'action', 'number', 'process', 'instance', 'from', 'to'] as const

type Address = Readonly<Record<string, string>>

/** Whether the reader narrowed the log. */
export const isNarrowed = (address: Address): boolean => narrowing.some((name) => address[name] !== undefined)

/** Every filter, emptied. */
export const noFilters: Readonly<Record<string, undefined>> = Object.fromEntries(
  narrowing.map((name) => [name, undefined]),
)

/** The question a page of the log asks; what is no day and no act in the address is left out. */
export function askedByAddress(address: Address): Asked {
  const { actor, number, process, instance, cursor, before } = address
  const action = loggedActions.find((one) => one === address['action'])
  const [from, to] = [startOf(address['from'], 0), startOf(address['to'], 1)]
  return {
    ...(actor !== undefined && { actor }),
    ...(action !== undefined && { action }),
    ...(number !== undefined && { number }),
    ...(process !== undefined && { process }),
    ...(instance !== undefined && { instance }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(cursor !== undefined && { cursor }),
    ...(before !== undefined && { before }),
  }
}

/** When a day of the reader begins, or one some days later. */
function startOf(day: string | undefined, later: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '') ?? []
  if (year === undefined) return undefined
  return new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString()
}
