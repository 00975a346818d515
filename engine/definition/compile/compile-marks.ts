import type { JsonObject } from '../../errors/json.js'
import type { CaseMark, ClockMarks } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { ownCalendar } from './compile-calendar-choice.js'
import type { Compilation } from './compilation.js'
import { textsAt } from './json-access.js'
import { findMarked, lineage, markedNames, type StateNode } from './state-index.js'

/** Where a clock stands: names of states are looked for from its state on. */
export interface ClockPlace {
  readonly node: StateNode
  readonly path: ValuePath
}

/** What all clocks have in common: what restarts and pauses them, and a calendar of their own. */
export function compileClockMarks(
  compilation: Compilation,
  clock: JsonObject,
  { node, path }: ClockPlace,
): ClockMarks {
  return {
    restartOn: compileMarks(compilation, clock, 'restartOn', { node, path }),
    pauseIn: compilePauses(compilation, clock, { node, path }),
    ...ownCalendar(compilation, clock, path),
  }
}

/** States and tags: an event has no length, so nothing can stand still in it. */
function compilePauses(
  compilation: Compilation,
  clock: JsonObject,
  { node, path }: ClockPlace,
): readonly CaseMark[] {
  return (textsAt(clock, 'pauseIn') ?? []).flatMap((text, index) => {
    const at = [...path, 'pauseIn', index]
    if (!text.startsWith('event:')) return compilePause(compilation, text, { node, path: at }) ?? []
    const message = `Expected a state or a tag to pause in, but '${text}' is an event, which has no length.`
    compilation.log.report('wrong-value', at, message, {
      found: text,
      hint: 'Name the state the case is in after it, or give that state a tag.',
    })
    return []
  })
}

function compilePause(compilation: Compilation, text: string, place: ClockPlace): CaseMark | undefined {
  const mark = compileMark(compilation, text, place)
  if (!mark || mark.kind === 'event') return mark
  const { states, log } = compilation
  const meant =
    mark.kind === 'state'
      ? [mark.path]
      : [...states.values()]
          .filter(({ definition }) => textsAt(definition, 'tags')?.includes(mark.tag) ?? false)
          .map(({ path }) => path)
  if (meant.some((path) => mayBeWith(states, path, place.node.path))) return mark
  const clock = place.node.path === '' ? 'the case runs' : `'${place.node.path}' is active`
  log.report('wrong-value', place.path, `Expected what may hold while ${clock}, but '${text}' never does.`, {
    found: text,
    hint: "Name a state inside or beside it in a parallel one; what ends a clock stands in 'stopOn'.",
  })
  return undefined
}

/** Whether two states may be active at one time. A case that has reached an end of its own has no clocks. */
function mayBeWith(states: Compilation['states'], path: string, other: string): boolean {
  const state = states.get(path)
  if (!state || state.kind === 'history') return false
  if (state.kind === 'final' && (state.parent ?? '') === '') return false
  const above = lineage(states, path)
  const shared = lineage(states, other).find((node) => above.includes(node))
  if (!shared) return false
  return shared.path === path || shared.path === other || shared.kind === 'parallel'
}

/** The facts named in a list under a key. Those that cannot happen in this process are reported and left out. */
export function compileMarks(
  compilation: Compilation,
  holder: JsonObject,
  key: string,
  { node, path }: ClockPlace,
): readonly CaseMark[] {
  return (textsAt(holder, key) ?? []).flatMap(
    (text, index) => compileMark(compilation, text, { node, path: [...path, key, index] }) ?? [],
  )
}

/** A state by its name, `tag:x` or `event:x`; reports one that does not exist, with the nearest. */
export function compileMark(
  compilation: Compilation,
  text: string,
  { node, path }: ClockPlace,
): CaseMark | undefined {
  const [, prefix, name = ''] = /^(?:(tag|event):)?(.*)$/s.exec(text.trim()) ?? []
  const offset = text.indexOf(name)
  const place = { path, range: { start: offset, end: offset + name.length } }
  if (prefix === 'tag') return knownTag(compilation, name, place)
  if (prefix === 'event') return knownEvent(compilation, name, place)
  const state = findMarked(compilation.states, node.path, name)
  if (state !== undefined) return { kind: 'state', path: state }
  compilation.log.reportUnknown('unknown-state', path, {
    what: 'a state inside or beside this one, a path from the top, tag:… or event:…',
    name,
    known: markedNames(compilation.states, node.path),
  })
  return undefined
}

interface NamePlace {
  readonly path: ValuePath
  readonly range: { readonly start: number; readonly end: number }
}

function knownTag(
  { log, states }: Compilation,
  tag: string,
  { path, range }: NamePlace,
): CaseMark | undefined {
  const known = new Set([...states.values()].flatMap(({ definition }) => textsAt(definition, 'tags') ?? []))
  if (known.has(tag)) return { kind: 'tag', tag }
  log.reportUnknown('unknown-tag', path, { what: 'a tag of some state', name: tag, known, range })
  return undefined
}

function knownEvent(
  { log, events }: Compilation,
  event: string,
  { path, range }: NamePlace,
): CaseMark | undefined {
  if (events.has(event)) return { kind: 'event', event }
  const what = 'an event that some state of this process handles'
  log.reportUnknown('unknown-event', path, { what, name: event, known: events.keys(), range })
  return undefined
}
