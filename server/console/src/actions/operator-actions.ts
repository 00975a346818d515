import type { AskedOf } from '../../../client/index.js'
import type { Instance } from '../api/queries.js'
import type { Changes } from './changes-fields.js'

/** What is asked for with an action. */
export type Wish = AskedOf<'actOnInstance'>['body']

/** The name of an action of operators. */
export type ActionName = Wish['action']

type Own = Omit<Wish, 'action' | 'reason' | 'dryRun' | 'changes' | 'value'>

/** What an action takes beside its reason, as far as it is given. */
export type WishParts = { readonly [Name in keyof Own]?: Own[Name] | undefined } & {
  readonly changes?: Changes | undefined
  readonly value?: Readonly<Record<string, unknown>> | undefined
}

/** Actions of the case itself, in the order in which they are offered. What concerns an incident begins at the incident. */
export const caseActions = [
  'suspend',
  'resume',
  'reassign',
  'set-deadline',
  'withdraw-deadline',
  'move',
  'edit-data',
  'reopen',
  'link',
  'merge',
  'apply-profile',
  'recompute',
  'cancel',
] as const satisfies readonly ActionName[]

const whileSuspended: ReadonlySet<ActionName> = new Set([
  'resume',
  'edit-data',
  'recompute',
  'apply-profile',
  'link',
])
const whenEnded: ReadonlySet<ActionName> = new Set(['reopen', 'recompute', 'link'])

/** The permission of `access.yaml` that an action needs. */
export const permissionOf = (action: ActionName): string => (action === 'send-back' ? 'skip' : action)

/** Whether an action can be of use to a case as it stands; the server says the rest. */
export function suits(action: ActionName, instance: Instance): boolean {
  if (instance.status === 'ended') return whenEnded.has(action)
  if (instance.suspended) return whileSuspended.has(action)
  if (action === 'resume' || action === 'reopen') return false
  if (action === 'reassign') return (instance.tasks ?? []).length > 0
  if (action === 'withdraw-deadline')
    return (instance.deadlines ?? []).some(({ byHand }) => byHand !== undefined)
  if (action === 'set-deadline') return (instance.deadlines ?? []).length > 0
  return action !== 'apply-profile' || instance.profile !== undefined
}

/** What an action cannot do without, beside its reason. */
const needed: { readonly [action in ActionName]?: keyof WishParts } = {
  move: 'to',
  reopen: 'to',
  'edit-data': 'changes',
  reassign: 'task',
  'set-deadline': 'dueAt',
  'withdraw-deadline': 'clock',
  merge: 'into',
  link: 'other',
}

/** Whether all is given that the action cannot do without. */
export function isWhole(action: ActionName, parts: WishParts): boolean {
  const name = needed[action]
  if (action === 'set-deadline' && parts.clock === undefined) return false
  return name === undefined || parts[name] !== undefined
}
