import type {
  CheckedAction,
  CheckedProcess,
  CheckedState,
  CheckedWindow,
} from '../definition/checked-process.js'

/** Ids of the calendars a version names, each once: for the process, its clocks and its windows. */
export function namedCalendars(process: CheckedProcess): readonly string[] {
  const ids = [process.calendar, ...[...process.states.values()].flatMap(calendarsOf)]
  return [...new Set(ids.filter((id) => id !== undefined))]
}

function calendarsOf(state: CheckedState): readonly (string | undefined)[] {
  const { after, deadlines, reminders, notices, on, task } = state
  const windows: readonly (CheckedWindow | undefined)[] = [
    task?.window,
    ...[...on.values(), ...after, ...reminders, ...notices].map(({ window }) => window),
    ...actionsOf(state).map((action) => (action.kind === 'notify' ? action.window : undefined)),
  ]
  return [...after, ...deadlines, ...reminders, ...notices, ...windows].map((one) => one?.calendar?.id)
}

function actionsOf({
  entry,
  exit,
  deadlines,
  on,
  after,
  always,
  onDone,
  invoke,
}: CheckedState): readonly CheckedAction[] {
  const branches = [
    ...[...on.values(), ...after].flatMap((one) => one.branches),
    ...always,
    ...onDone,
    ...(invoke ? [...invoke.onDone, ...invoke.onError] : []),
  ]
  const groups = [...deadlines.flatMap(({ warnings, ladder }) => [...warnings, ...ladder]), ...branches]
  return [
    ...entry,
    ...exit,
    ...deadlines.flatMap(({ breach }) => breach),
    ...[...on.values(), ...after, ...groups].flatMap(({ actions }) => actions),
  ]
}
