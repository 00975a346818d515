import type {
  Actor,
  CaseScope,
  CheckedRegister,
  Engine,
  InstanceRecord,
  PartyFilter,
  Permission,
  Refusal,
} from '../../engine/index.js'
import { scopeOf } from '../identity/sender.js'
import { createWorkingRoles } from './working-roles.js'
import { heldGrants } from './held-grants.js'
import { covers, createCaseSight, type LinesOf } from './case-sight.js'
import { notAllowed } from './refusals.js'
import { isAbout, seenLines, type SeenLine } from './seen-lines.js'
import type { Look, Sight } from './sight.js'
import { createWholeScopes, scopeOfLines, type WholeScopes } from './whole-scopes.js'

/** What a permission is asked for: the house as a whole, a process, or a case. */
export interface Concerned {
  readonly process?: string
  readonly record?: InstanceRecord
}

/** What a party may list, and the processes its key is confined to; all where none are named. */
export interface ListedParty extends PartyFilter {
  readonly processes?: readonly string[]
}

/** Whether somebody may, and by which of the roles, or why not. */
export type Decision =
  { readonly allowed: true; readonly role: string } | { readonly allowed: false; readonly refusal: Refusal }

export { partyRoles } from './case-sight.js'

/**
 * Who may read and do what, denied unless `access.yaml` or the process allows it. Staff see the cases that the lines of
 * their roles open: the same for a case, a list, a count and a task. The roles that work in a process are those of its
 * current version and of earlier ones, so that nobody loses a running case because the folder has changed. Roles the
 * organisation marks `outside: true`, such as the customer's, open no process. People of a party that takes part in a
 * case see where it stands, their own tasks and deadlines and the fields the process lets the party see. Whoever began a
 * case sees where it stands, without its data and its trail.
 */
export interface Reading extends WholeScopes {
  /** The one question of every route that does more than read. */
  may(actor: Actor, permission: Permission, concerned?: Concerned): Promise<Decision>
  process(actor: Actor, id: string): Promise<boolean>
  /** Whether the actor may know of the process as one to begin a case of. */
  start(actor: Actor, id: string): Promise<boolean>
  instance(actor: Actor, record: InstanceRecord): Promise<Sight>
  /** The same with what is kept back. */
  look(actor: Actor, record: InstanceRecord): Promise<Look>
  /** Ids of the processes of which the actor may list cases; `undefined` stands for all. */
  listed(actor: Actor): Promise<readonly string[] | undefined>
  /** What narrows lists beyond their processes; `undefined` where `listed` says it all. */
  within(actor: Actor): Promise<CaseScope | undefined>
  /** Both of them, for what is asked for by a scope alone; `undefined` for everything. */
  scope(actor: Actor): Promise<CaseScope | undefined>
  /** What narrows a list of tasks of the own roles; `undefined` where every case they can be of is seen. */
  taskScope(actor: Actor): Promise<CaseScope | undefined>
  /** Cases and tasks of the actor's party that somebody who may list no process may list. */
  listedParty(actor: Actor): ListedParty | undefined
  register(actor: Actor, register: Pick<CheckedRegister, 'id' | 'roles'>): boolean
}

/** The decisions over what an engine's definitions say now. */
export function createReading(engine: Engine): Reading {
  const working = createWorkingRoles(engine)
  const linesOf = (actor: Actor): Promise<readonly SeenLine[]> => seenLines(engine, working, actor)
  const sight = createCaseSight({ engine, working, linesOf })

  async function listed(actor: Actor): Promise<readonly string[] | undefined> {
    const lines = await linesOf(actor)
    if (lines.some(({ processes, narrowed }) => !processes && !narrowed)) return undefined
    if (lines.every(({ processes }) => processes))
      return [...new Set(lines.flatMap(({ processes }) => processes ?? []))]
    return [...(await working.all()).keys()]
  }

  const reads = async (actor: Actor, id: string): Promise<boolean> =>
    (await listed(actor))?.includes(id) ?? true

  return {
    listed,
    look: (actor, record) => sight.look(actor, record),
    ...createWholeScopes(linesOf),
    ...scopes(engine, linesOf),
    may: async (actor, permission, { process, record } = {}) => {
      const roles = heldGrants(engine, actor)
        .filter(({ grant }) => grant.may.has(permission))
        .map(({ role }) => role)
      const lines = record ? await sight.opening(actor, record) : await linesOf(actor)
      const isAsked = record !== undefined || process !== undefined
      const role = roles.find(
        (one) =>
          !isAsked ||
          lines.some((line) => line.role === one && isAbout(line, process ?? record?.process ?? '')),
      )
      return role === undefined
        ? { allowed: false, refusal: notAllowed(permission) }
        : { allowed: true, role }
    },
    process: reads,
    start: async (actor, id) =>
      covers(actor, id) && ((await reads(actor, id)) || mayStart(engine, actor, id)),
    instance: async (actor, record) => (await sight.look(actor, record)).sight,
    listedParty: (actor) => {
      const { party } = actor
      const { processes } = scopeOf(actor)
      const roles = actor.roles.filter((role) => engine.isOutside(role))
      if (party === undefined || roles.length === 0) return undefined
      return { party, roles, ...(processes && { processes }) }
    },
    register: (actor, { id, roles }) =>
      heldGrants(engine, actor).some(
        ({ role, grant: { registers } }) =>
          registers === 'all' || registers.ids.includes(id) || (registers.own && roles.includes(role)),
      ),
  }
}

function mayStart(engine: Engine, { roles }: Actor, id: string): boolean {
  return engine
    .processes()
    .some((one) => one.id === id && one.startRoles.some((role) => roles.includes(role)))
}

/** What lists are asked with. */
function scopes(engine: Engine, linesOf: LinesOf): Pick<Reading, 'within' | 'scope' | 'taskScope'> {
  return {
    scope: async (actor) => scopeOfLines(await linesOf(actor)),
    taskScope: async (actor) => {
      const lines = await linesOf(actor)
      const everywhere = (role: string): boolean =>
        lines.some((line) => line.role === role && !line.narrowed && line.isWorking)
      const inside = actor.roles.filter((role) => !engine.isOutside(role))
      return inside.every(everywhere) && !scopeOf(actor).processes ? undefined : scopeOfLines(lines)
    },
    within: async (actor) => {
      const lines = await linesOf(actor)
      return lines.some(({ narrowed }) => narrowed) ? scopeOfLines(lines) : undefined
    },
  }
}
