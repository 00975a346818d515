import type { Actor } from '../../core/command.js'
import type { Replay } from '../../definition/generated/replay.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import { parseInstant } from '../../time/index.js'
import type { Instant } from '../../time/instant.js'
import type { LogRow } from './log-rows.js'

/** What a row of the log says, in the engine's words. */
export type MappedRow =
  | { readonly kind: 'create'; readonly at: Instant; readonly actor: Actor; readonly data: JsonObject }
  | {
      readonly kind: 'send'
      readonly at: Instant
      readonly actor: Actor
      readonly event: string
      readonly payload: JsonObject
    }
  | { readonly kind: 'skip' }
  | { readonly kind: 'unreadable'; readonly message: string }

/** Finds the first kind of row that fits and reads its cells. An unfitting cell makes the row unreadable, by name. */
export function mapRow(row: LogRow, mapping: Replay): MappedRow {
  const kind = mapping.rows.find(({ when }) =>
    Object.entries(when).every(([column, values]) =>
      (values as readonly string[]).includes(row.cells[column] ?? ''),
    ),
  )
  if (!kind)
    return {
      kind: 'unreadable',
      message: 'Expected a row that the mapping names, but none of its `when` fits.',
    }
  if (kind.skip !== undefined) return { kind: 'skip' }
  if (row.case === '')
    return {
      kind: 'unreadable',
      message: `Expected the name of a case as '${mapping.columns.case}', but the cell is empty.`,
    }
  const written = row.cells[mapping.columns.time] ?? ''
  const at = parseInstant(written)
  if (at === undefined)
    return {
      kind: 'unreadable',
      message: `Expected a moment with its offset as '${mapping.columns.time}', but found '${written}'.`,
    }
  const answers = readCells((kind.create ? kind.create.with : kind.with) ?? {}, row)
  if (typeof answers === 'string') return { kind: 'unreadable', message: answers }
  const actor = actorOf(row, mapping.actor)
  if (kind.send !== undefined) return { kind: 'send', at, actor, event: kind.send, payload: answers }
  return { kind: 'create', at, actor, data: answers }
}

/** Every column a mapping reads, so that a log that lacks one is not taken for one with empty cells. */
export function columnsOf({ actor, rows }: Replay): readonly string[] {
  const read = rows.flatMap(({ when, with: answers = {}, create }) => [
    ...Object.keys(when),
    ...Object.values({ ...answers, ...create?.with }).map((cell: Cell) => cell.column),
  ])
  return [...new Set([actor.column, ...read])].filter((column) => column !== undefined)
}

type Cell = {
  readonly column?: string
  readonly type?: string
  readonly map?: object
  readonly value?: unknown
}

function readCells(cells: { readonly [field: string]: Cell }, row: LogRow): JsonObject | string {
  const answers: JsonObject = {}
  for (const [field, cell] of Object.entries(cells)) {
    if (cell.column === undefined) {
      setPath(answers, field, cell.value as JsonValue)
      continue
    }
    const text = row.cells[cell.column] ?? ''
    if (text === '') continue
    const value = readCell(text, cell)
    if (value === undefined)
      return `Expected ${cell.map ? 'a mapped value' : (cell.type ?? 'text')} as '${cell.column}', but found '${text}'.`
    setPath(answers, field, value)
  }
  return answers
}

function readCell(text: string, { type = 'text', map }: Cell): JsonValue | undefined {
  if (map) return Object.hasOwn(map, text) ? (map as JsonObject)[text] : undefined
  switch (type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'integer':
      return /^-?[0-9]{1,15}$/.test(text) ? Number(text) : undefined
    case 'number':
    case 'money':
      return /^-?[0-9]{1,15}(\.[0-9]+)?$/.test(text) ? Number(text) : undefined
    default:
      return text
  }
}

function setPath(target: JsonObject, path: string, value: JsonValue): void {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let inner = target
  for (const name of names) inner = (inner[name] ??= {}) as JsonObject
  inner[last] = value
}

/** The actor of a row, with the roles of the longest beginning of a name that fits. */
function actorOf(row: LogRow, { column, default: fallback = 'log', roles }: Replay['actor']): Actor {
  const id = (column === undefined ? undefined : row.cells[column]) || fallback
  const [beginning] = Object.keys(roles)
    .filter((prefix) => id.startsWith(prefix))
    .sort((a, b) => b.length - a.length)
  return {
    id,
    roles: beginning === undefined ? [] : (roles[beginning] ?? []),
  }
}
