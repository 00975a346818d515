import type { operatorActions } from '../../../server/contract/actions.js'
import type { Aim, Aiming } from './aims.js'
import { admin, type Things } from './things.js'

type Action = (typeof operatorActions)[number]

const reason = 'to be granted'

/** What stands beside action and reason, and the case it is for. */
interface Act {
  readonly instance: string
  readonly members?: object
}

const onCase =
  (members: (things: Things) => object | Promise<object> = () => ({})) =>
  async (things: Things): Promise<Act> => ({
    instance: (await things.visit()).id,
    members: await members(things),
  })

const onIncident = async (things: Things): Promise<Act> => {
  const { instance, id } = await things.incident()
  return { instance, members: { incident: id } }
}

const dueAt = '2026-12-01T08:00:00Z'
const clock = 'open#due'

/** Every action of operators, each on a case it fits. */
const acts: { readonly [action in Action]: (things: Things) => Promise<Act> } = {
  suspend: onCase(),
  resume: async (things) => ({ instance: await things.suspended() }),
  recompute: onCase(),
  cancel: onCase(),
  move: async (things) => ({ instance: (await things.job()).id, members: { to: 'listening' } }),
  'edit-data': async (things) => ({
    instance: (await things.job()).id,
    members: { changes: { failure: 'none', serial: 'SN-3' } },
  }),
  reassign: async (things) => {
    const { id: instance, tasks } = await things.job()
    return { instance, members: { task: tasks[0]?.id, to: 'desk-west' } }
  },
  'set-deadline': async (things) => ({ instance: (await things.job()).id, members: { clock, dueAt } }),
  'withdraw-deadline': async (things) => {
    const { id: instance } = await things.job()
    const wish = { action: 'set-deadline', clock, dueAt, reason, actor: admin } as const
    await things.done((engine) => engine.operate(instance, wish))
    return { instance, members: { clock } }
  },
  reopen: async (things) => ({
    instance: await things.ended(),
    members: { to: things.process === 'job' ? 'open' : 'planned' },
  }),
  'apply-profile': onCase(),
  merge: onCase(async (things) => ({ into: (await things.visit()).id, confirmDifferent: true })),
  link: onCase(async (things) => ({ other: (await things.visit()).id })),
  retry: onIncident,
  skip: onIncident,
  'send-back': onIncident,
}

/** Names of all actions. */
export const actions = Object.keys(acts) as readonly Action[]

/** An action that is granted, really done or tried only: the one that is named, or any. */
export async function actOf({ things, random }: Aiming, action = random.pick(actions)): Promise<Aim> {
  const { instance, members } = await acts[action](things)
  const dryRun = random.chance(0.2)
  return { at: { id: instance }, body: { action, reason, ...members, ...(dryRun && { dryRun }) } }
}
