import type { Actor, CheckedProcess, Engine, InstanceRecord, Refusal } from '../engine/index.js'
import { adminRole } from './authenticate.js'

/**
 * Who may read what, denied unless allowed: an admin everything; staff the processes in which one of their roles has
 * something to do; everybody the cases they began themselves. Roles the organisation marks `outside: true`, such as
 * the customer's, open nothing but the cases their holder began.
 */
export interface Reading {
  process(actor: Actor, id: string): boolean
  instance(actor: Actor, record: InstanceRecord): boolean
  /** Ids of the processes the actor may list. */
  processes(actor: Actor): readonly string[]
}

export function createReading(engine: Engine): Reading {
  const process = (actor: Actor, id: string): boolean =>
    actor.roles.includes(adminRole) ||
    engine
      .processes()
      .filter((one) => one.id === id)
      .some((one) => rolesIn(one).some((role) => actor.roles.includes(role) && !engine.isOutside(role)))
  return {
    process,
    instance: (actor, record) => record.createdBy === actor.id || process(actor, record.process),
    processes: (actor) =>
      [...new Set(engine.processes().map((one) => one.id))].filter((id) => process(actor, id)),
  }
}

/** Roles that have something to do in a process. */
function rolesIn(process: CheckedProcess): readonly string[] {
  const states = [...process.states.values()]
  return [
    ...process.startRoles,
    ...states.flatMap((state) => state.task?.roles ?? []),
    ...states.flatMap((state) => [...state.on.values()].flatMap((handler) => handler.roles)),
  ]
}

/** Says the same whether something is not there or not for this actor. */
export function notForYou(): Refusal {
  const text = { 'zh-CN': '您的角色无权查看。', en: 'Your roles do not open this.' }
  return { code: 'forbidden', text, reasons: [{ code: 'forbidden', text }] }
}
