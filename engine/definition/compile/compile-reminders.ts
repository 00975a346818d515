import type { CheckedReminder } from '../checked-process.js'
import { channelOf, knownTemplate } from './compile-actions.js'
import { compileRecurrence } from './compile-clock-times.js'
import { compileClockMarks } from './compile-marks.js'
import { windowOf } from './compile-windows.js'
import type { Compilation } from './compilation.js'
import { isObject, listAt, textAt } from './json-access.js'
import { knownRoles } from './roles.js'
import type { StateNode } from './state-index.js'

/** Reminders of a state in order. */
export function compileReminders(compilation: Compilation, node: StateNode): readonly CheckedReminder[] {
  return listAt(node.definition, 'reminders').flatMap((reminder, index) => {
    if (!isObject(reminder)) return []
    const path = [...node.at, 'reminders', index]
    const every = compileRecurrence(compilation, textAt(reminder, 'every'), {
      path: [...path, 'every'],
      ownCalendar: textAt(reminder, 'calendar') !== undefined,
    })
    const to = knownRoles(compilation, reminder, { key: 'to', path }) ?? []
    const template = knownTemplate(compilation, reminder, path)
    const marks = compileClockMarks(compilation, reminder, { node, path })
    const window = windowOf(compilation, reminder, { scope: compilation.scopes.base, path })
    if (!every || template === undefined) return []
    const channel = channelOf(compilation, reminder, template)
    return [{ index, every, to, template, ...(channel !== undefined && { channel }), ...window, ...marks }]
  })
}
