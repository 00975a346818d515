import {
  formatInstant,
  type CheckedProcess,
  type InstanceRecord,
  type InstanceRow,
  type TaskRow,
} from '../../engine/index.js'
import type { Titles } from './titles.js'
import { instanceOutline, rowTitles } from './views.js'

/**
 * A case for the party that takes part in it in these roles: where it stands, the fields the process lets the party
 * see, and its own tasks and deadlines. Names of people are not among it.
 */
export function partyView(record: InstanceRecord, process: CheckedProcess, roles: readonly string[]): object {
  const seen = new Set(roles.flatMap((role) => process.parties.get(role)?.sees ?? []))
  const own = partyStates(process, roles)
  return {
    ...instanceOutline(record, process),
    data: Object.fromEntries(Object.entries(record.data).filter(([field]) => seen.has(field))),
    tasks: record.tasks
      .filter((task) => task.roles.some((role) => roles.includes(role)))
      .map(({ id, state, visit, openedAt }) => ({ id, state, visit, openedAt: formatInstant(openedAt) })),
    deadlines: record.deadlines
      .filter(({ state }) => own.has(state))
      .map(({ id, state, visit, status, dueAt, provisional, paused }) => ({
        id,
        state,
        visit,
        status,
        dueAt: formatInstant(dueAt),
        provisional,
        ...(paused ? { paused: true } : {}),
      })),
  }
}

/** States in which one of the roles has something to do: their deadlines concern the party. */
export function partyStates(process: CheckedProcess, roles: readonly string[]): ReadonlySet<string> {
  const concerns = (named: readonly string[]): boolean => named.some((role) => roles.includes(role))
  const own = [...process.states.values()].filter(
    ({ task, on }) =>
      (task && concerns(task.roles)) || [...on.values()].some((handler) => concerns(handler.roles)),
  )
  return new Set(own.map(({ path }) => path))
}

/** A row of a party's list: nothing of the clocks of others. */
export function partyRowView(row: InstanceRow, titles: Titles): object {
  const { id, process, number, status, outcome, suspended, states, revision, createdAt, updatedAt } = row
  return {
    id,
    process,
    ...(number === undefined ? {} : { number }),
    status,
    ...(outcome === undefined ? {} : { outcome }),
    ...(suspended ? { suspended } : {}),
    states,
    ...rowTitles(row, titles),
    revision,
    createdAt: formatInstant(createdAt),
    updatedAt: formatInstant(updatedAt),
  }
}

/** A task of a party: without the names of people, and with the roles of the party only. */
export function partyTaskView(row: TaskRow, roles: readonly string[], titles: Titles): object {
  const { id, instance, process, version, number, state, visit, openedAt, dueAt, dueProvisional } = row
  return {
    id,
    instance,
    process,
    title: titles.process(version),
    stateTitle: titles.state(version, state),
    ...(number === undefined ? {} : { number }),
    state,
    visit,
    roles: row.roles.filter((role) => roles.includes(role)),
    openedAt: formatInstant(openedAt),
    ...(dueAt === undefined ? {} : { dueAt: formatInstant(dueAt) }),
    ...(dueProvisional ? { provisional: true } : {}),
  }
}
