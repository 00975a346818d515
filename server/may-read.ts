import type { Actor, Engine, InstanceRecord, PartyFilter, Refusal, RefusalReason } from '../engine/index.js'
import { isAdmin } from './authenticate.js'
import { createWorkingRoles } from './working-roles.js'

/**
 * How much of a case somebody sees: all of it, the part of an outside party, where it stands, or not even that it
 * exists.
 */
export type Sight = 'whole' | 'part' | 'outline' | 'none'

/**
 * Who may read what, denied unless allowed. An admin reads everything; staff the processes in which one of their
 * roles has something to do, in the current version or in an earlier one: the same for a case, a list and a task, so
 * that nobody loses a running case because the folder has changed. Roles the organisation marks `outside: true`, such
 * as the customer's, open no process. People of a party that takes part in a case see where it stands, their own
 * tasks and deadlines and the fields the process lets the party see. Whoever began a case sees where it stands, without
 * its data and its trail.
 */
export interface Reading {
  process(actor: Actor, id: string): Promise<boolean>
  /** Whether the actor may know of the process as one to begin a case of. */
  start(actor: Actor, id: string): Promise<boolean>
  instance(actor: Actor, record: InstanceRecord): Promise<Sight>
  /** Ids of the processes whose cases the actor may list; `undefined` stands for all. */
  listed(actor: Actor): Promise<readonly string[] | undefined>
  /** Cases and tasks of the actor's party that somebody who may list no process may list. */
  listedParty(actor: Actor): PartyFilter | undefined
}

export function createReading(engine: Engine): Reading {
  const working = createWorkingRoles(engine)
  const worksWith = (actor: Actor, roles: ReadonlySet<string>): boolean =>
    actor.roles.some((role) => roles.has(role) && !engine.isOutside(role))
  const listed = async (actor: Actor): Promise<readonly string[] | undefined> =>
    isAdmin(actor)
      ? undefined
      : [...(await working.all())].filter(([, roles]) => worksWith(actor, roles)).map(([id]) => id)
  const reads = async (actor: Actor, id: string): Promise<boolean> =>
    (await listed(actor))?.includes(id) ?? true
  return {
    process: reads,
    start: async (actor, id) =>
      (await reads(actor, id)) ||
      engine
        .processes()
        .some((one) => one.id === id && one.startRoles.some((role) => actor.roles.includes(role))),
    instance: async (actor, record) => {
      if (isAdmin(actor) || worksWith(actor, await working.ofCase(record))) return 'whole'
      if (partyRoles(actor, record).length > 0) return 'part'
      return record.createdBy === actor.id ? 'outline' : 'none'
    },
    listed,
    listedParty: ({ party, roles }) => {
      const outside = roles.filter((role) => engine.isOutside(role))
      return party === undefined || outside.length === 0 ? undefined : { party, roles: outside }
    },
  }
}

/** Roles in which the party of the actor takes part in a case. */
export function partyRoles({ party, roles }: Actor, { parties = {} }: InstanceRecord): readonly string[] {
  if (party === undefined) return []
  return roles.filter((role) => Object.hasOwn(parties, role) && parties[role] === party)
}

/** For what the actor knows to exist. */
export function notForYou(): Refusal {
  const text = { 'zh-CN': '您的角色无权查看。', en: 'Your roles do not open this.' }
  return { code: 'forbidden', text, reasons: [{ code: 'forbidden', text }] }
}

/** Says the same whether there is no such process or none for this actor. */
export function noSuchProcess(id: string): Refusal {
  const text = {
    'zh-CN': `没有名为“${id}”且对您开放的流程。`,
    en: `There is no process '${id}' that is open to your roles.`,
  }
  return { code: 'unknown-process', text, reasons: [{ code: 'unknown-process', text, found: id }] }
}

/**
 * A refusal for somebody who may not read the data: without expressions, values and the names of other people, and only
 * with their own events.
 */
export function withoutData(refusal: Refusal, actor: Actor): Refusal {
  const { accepted, reasons, ...rest } = refusal
  return {
    ...rest,
    ...(reasons.some(namesPeople) ? { text: notNow } : {}),
    reasons: reasons.map((reason) => {
      const shown: Writable<RefusalReason> = { ...reason }
      delete shown.expression
      delete shown.values
      if (!namesPeople(reason)) return shown
      delete shown.expected
      delete shown.found
      return { ...shown, text: notNow }
    }),
    ...(accepted
      ? { accepted: accepted.filter(({ roles }) => roles.some((role) => actor.roles.includes(role))) }
      : {}),
  }
}

const notNow = { 'zh-CN': '现在不能由您办理。', en: 'This is not for you to do now.' }

/** Somebody has the task, or did what keeps others from this: both name who it was. */
const namesPeople = ({ code, found }: RefusalReason): boolean =>
  code === 'task-taken' || (code === 'forbidden' && found !== undefined)

type Writable<T> = { -readonly [K in keyof T]: T[K] }
