import { formatInstant, type ActionEffect, type JsonValue } from '../engine/index.js'

/** What an operator's action does to a case, a line for each thing, in UTC. */
export function tellActionEffect(effect: ActionEffect): readonly string[] {
  const { status, outcome, left, entered, tasksOpened, tasksClosed, tasksHanded, data } = effect
  const lines = [
    ...(status ? [`${status.before} → ${status.after}${outcome === undefined ? '' : ` (${outcome})`}`] : []),
    ...left.map(({ state, visit }) => `leaves ${state}, visit ${visit}`),
    ...entered.map(({ state, visit }) => `enters ${state}, visit ${visit}`),
    ...tasksClosed.map(({ task, state }) => `closes task ${task} of ${placeOf(state)}`),
    ...tasksOpened.map(
      ({ task, state, roles }) => `opens task ${task} of ${placeOf(state)} for ${roles.join(', ')}`,
    ),
    ...tasksHanded.map(({ task, to }) =>
      to === undefined ? `frees task ${task}` : `gives task ${task} to ${to}`,
    ),
    ...Object.entries(data).map(
      ([path, { before, after }]) => `${path}: ${textOf(before)} → ${textOf(after)}`,
    ),
    ...timeLines(effect),
    ...effect.effects.map(
      ({ kind, ...one }) => `asks for ${kind} ${one.service ?? one.template ?? ''}${toldTo(one.to)}`,
    ),
    ...effect.messages.map(({ to, kind, event, process }) =>
      `tells ${to}: ${kind} ${event ?? process ?? ''}`.trimEnd(),
    ),
  ]
  return lines.length === 0 ? ['nothing else changes'] : lines
}

function timeLines({ clocks, timersArmed, timersWithdrawn }: ActionEffect): readonly string[] {
  return [
    ...clocks.map(({ clock, before, after }) => `clock ${clock}: ${timeOf(before)} → ${timeOf(after)}`),
    ...timersWithdrawn.map(
      ({ kind, state, key, dueAt }) => `withdraws ${kind} ${key} of ${placeOf(state)}, ${timeOf(dueAt)}`,
    ),
    ...timersArmed.map(
      ({ kind, state, key, dueAt }) => `arms ${kind} ${key} of ${placeOf(state)}, ${timeOf(dueAt)}`,
    ),
  ]
}

function toldTo(roles: readonly string[] | undefined): string {
  return roles ? ` to ${roles.join(', ')}` : ''
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

function placeOf(state: string): string {
  return state === '' ? 'the whole case' : state
}

function timeOf(at: number | undefined): string {
  return at === undefined ? 'none' : formatInstant(at)
}
