import type {
  Actor,
  CheckedProcess,
  Engine,
  InstanceRecord,
  Refusal,
  RefusalReason,
} from '../engine/index.js'
import { adminRole } from './authenticate.js'

/** How much of a case somebody sees: all of it, where it stands, or not even that it exists. */
export type Sight = 'whole' | 'outline' | 'none'

/**
 * Who may read what, denied unless allowed. An admin reads everything; staff the processes in which one of their
 * roles has something to do. Roles the organisation marks `outside: true`, such as the customer's, open no process.
 * Whoever began a case sees where it stands, without its data and its trail.
 */
export interface Reading {
  process(actor: Actor, id: string): boolean
  /** Whether the actor may know of the process as one to begin a case of. */
  start(actor: Actor, id: string): boolean
  instance(actor: Actor, record: InstanceRecord): Sight
  /** Ids of the processes whose cases the actor may list; `undefined` stands for all. */
  listed(actor: Actor): readonly string[] | undefined
}

export function createReading(engine: Engine): Reading {
  const isAdmin = (actor: Actor): boolean => actor.roles.includes(adminRole)
  const inside = (actor: Actor): readonly string[] => actor.roles.filter((role) => !engine.isOutside(role))
  const works = (actor: Actor, process: CheckedProcess): boolean =>
    inside(actor).some((role) => rolesIn(process).has(role))
  const reads = (actor: Actor, id: string): boolean =>
    isAdmin(actor) || engine.processes().some((one) => one.id === id && works(actor, one))
  return {
    process: reads,
    start: (actor, id) =>
      reads(actor, id) ||
      engine
        .processes()
        .some((one) => one.id === id && one.startRoles.some((role) => actor.roles.includes(role))),
    instance: (actor, record) =>
      reads(actor, record.process) ? 'whole' : record.createdBy === actor.id ? 'outline' : 'none',
    listed: (actor) =>
      isAdmin(actor)
        ? undefined
        : [
            ...new Set(
              engine
                .processes()
                .filter((one) => works(actor, one))
                .map((one) => one.id),
            ),
          ],
  }
}

const known = new WeakMap<CheckedProcess, ReadonlySet<string>>()

/** Roles that have something to do in a process. */
function rolesIn(process: CheckedProcess): ReadonlySet<string> {
  const found = known.get(process)
  if (found) return found
  const states = [...process.states.values()]
  const roles = new Set([
    ...process.startRoles,
    ...states.flatMap((state) => state.task?.roles ?? []),
    ...states.flatMap((state) => [...state.on.values()].flatMap((handler) => handler.roles)),
  ])
  known.set(process, roles)
  return roles
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

/** A refusal for somebody who may not read the data: without expressions and values, and only with their own events. */
export function withoutData(refusal: Refusal, actor: Actor): Refusal {
  const { accepted, reasons, ...rest } = refusal
  return {
    ...rest,
    reasons: reasons.map((reason) => {
      const shown: Writable<RefusalReason> = { ...reason }
      delete shown.expression
      delete shown.values
      return shown
    }),
    ...(accepted
      ? { accepted: accepted.filter(({ roles }) => roles.some((role) => actor.roles.includes(role))) }
      : {}),
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }
