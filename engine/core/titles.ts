import type { CheckedHandler, CheckedProcess } from '../definition/checked-process.js'
import type { Text } from '../errors/index.js'
import type { Facts } from './command.js'

/** What people call a state: its title, else its path; the process itself for the root. */
export function stateTitle(process: CheckedProcess, path: string): Text {
  return path === '' ? process.title : (process.states.get(path)?.title ?? sameText(path))
}

/** What people call an event: as the handler at hand does, else the process, else any of its handlers, else its name. */
export function eventTitle(process: CheckedProcess, event: string, handler?: CheckedHandler): Text {
  const own = handler?.title ?? process.events.get(event)?.title
  if (own) return own
  for (const { on } of process.states.values()) {
    const title = on.get(event)?.title
    if (title) return title
  }
  return sameText(event)
}

/** What people call a value that an expression reads: the label of a field or answer, the title of a parameter. */
export function valueTitle(process: CheckedProcess, path: string): Text {
  const dot = path.indexOf('.')
  const root = path.slice(0, dot)
  const inner = path.slice(dot + 1)
  if (root === 'data') return process.labelOf(inner)
  if (root === 'params' && Object.hasOwn(process.parameters, inner))
    return process.parameters[inner]?.title ?? sameText(inner)
  if (root === 'event') return answerLabel(process, inner)
  return sameText(path)
}

function answerLabel(process: CheckedProcess, name: string): Text {
  for (const { also } of process.forms.values())
    if (Object.hasOwn(also, name)) return also[name]?.label ?? sameText(name)
  return process.labelOf(name)
}

/** Roles as the house calls them, in the list of each language; one it has no title for by its id. */
export function rolesTitle(titles: Facts['roleTitles'] = {}, roles: readonly string[]): Text {
  const called = roles.map((role) => (Object.hasOwn(titles, role) && titles[role]) || sameText(role))
  return {
    'zh-CN': called.map((title) => title['zh-CN']).join('、'),
    en: called.map(({ en }) => en).join(', '),
  }
}

/**
 * The innermost active states, as people call them: those outside them say nothing more. Regions may stand in states
 * of one title, which is told once.
 */
export function standingTitles(process: CheckedProcess, active: Iterable<string>): readonly Text[] {
  const paths = [...active]
  const titles = paths
    .filter((path) => !paths.some((other) => process.states.get(other)?.parent === path))
    .map((path) => stateTitle(process, path))
  return titles.filter(
    (title, index) =>
      titles.findIndex((other) => other.en === title.en && other['zh-CN'] === title['zh-CN']) === index,
  )
}

function sameText(name: string): Text {
  return { 'zh-CN': name, en: name }
}
