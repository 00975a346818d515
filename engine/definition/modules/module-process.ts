import type { JsonObject, JsonValue } from '../../errors/json.js'
import { isObject, member } from '../compile/json-access.js'
import type { SourceDocument } from '../document.js'
import { leadsIntoModule } from './module-sections.js'

/** Place of whatever a module alone does not have: its states, its version. */
const outside = ['module'] as const

/**
 * A module as if it were a process with nothing else: about a unit, and with one state with every tag and event its
 * clocks speak of. So what is wrong in a module is found without a process that uses it. The switch is on, that nothing
 * stays unchecked.
 */
export function processOfModule(module: SourceDocument): SourceDocument {
  const { value } = module
  const parts: JsonObject = Object.fromEntries(
    Object.entries(value).filter(([section]) => leadsIntoModule([section])),
  )
  const title = member(value, 'title') ?? { 'zh-CN': module.id, en: module.id }
  return {
    ...module,
    kind: 'process',
    id: `module.${module.id}`,
    value: {
      dsl: '1',
      process: module.id,
      version: '1',
      title,
      unit: {},
      ...parts,
      ...statesOf(value, title),
    },
    locate: (path, options) =>
      leadsIntoModule(path) ? module.locate(path, options) : module.locate(outside, options),
  }
}

function statesOf(module: JsonObject, title: JsonValue): JsonObject {
  const marks = clockMarks(module)
  const named = (kind: string): readonly string[] => [
    ...new Set(marks.filter((mark) => mark.startsWith(kind)).map((mark) => mark.slice(kind.length))),
  ]
  const on = Object.fromEntries(
    ['finish', ...named('event:')].map((event) => [event, { title, branches: [{ target: 'closed' }] }]),
  ) as JsonObject
  return {
    initial: 'open',
    states: {
      open: { title, tags: [...named('tag:')], task: { roles: [] }, on },
      closed: { type: 'final', outcome: 'closed', title },
    },
  }
}

/** Texts such as `tag:done` and `event:told`, wherever they stand. */
function clockMarks(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return /^(tag|event):/.test(value) ? [value] : []
  if (Array.isArray(value)) return value.flatMap(clockMarks)
  return isObject(value) ? Object.values(value).flatMap(clockMarks) : []
}
