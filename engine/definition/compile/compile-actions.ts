import type { JsonObject, JsonValue } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { CheckedAction } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { compileAllocate } from './compile-allocate.js'
import {
  compileAppend,
  compileAssign,
  compileClear,
  compileRemove,
  compileUpdate,
} from './compile-data-actions.js'
import { compileAttempts } from './compile-attempts.js'
import { compileUnitAction } from './compile-unit.js'
import { compilePaperAction } from './compile-paper-action.js'
import { compileStart, compileTell } from './compile-tell.js'
import { compileValues } from './compile-value.js'
import { windowOf } from './compile-windows.js'
import type { Compilation } from './compilation.js'
import { isObject, member, objectAt, textAt } from './json-access.js'
import { knownRoles } from './roles.js'
import { namedService } from './service-input.js'

/** Where actions stand: what their expressions may name, and their place. */
export interface ActionPlace {
  readonly scope: Scope
  readonly path: ValuePath
}

/** Compiles the list of actions under a key. Faulty ones are left out. */
export function compileActions(
  compilation: Compilation,
  holder: JsonValue | undefined,
  key: string,
  place: ActionPlace,
): readonly CheckedAction[] {
  const written = member(holder, key)
  if (!Array.isArray(written)) return []
  return written.flatMap((action, index) => {
    const path = [...place.path, key, index]
    return isObject(action) ? compileAction(compilation, action, { ...place, path }) : []
  })
}

function compileAction(
  compilation: Compilation,
  action: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  const [kind = ''] = Object.keys(action)
  const at = { ...place, path: [...place.path, kind] }
  switch (kind) {
    case 'assign':
      return compileAssign(compilation, objectAt(action, kind), at)
    case 'clear':
      return compileClear(compilation, member(action, kind), at)
    case 'append':
      return compileAppend(compilation, objectAt(action, kind), at)
    case 'update':
      return compileUpdate(compilation, objectAt(action, kind), at)
    case 'remove':
      return compileRemove(compilation, objectAt(action, kind), at)
    case 'allocate':
      return compileAllocate(compilation, objectAt(action, kind), at)
    case 'raise':
      return compileRaise(compilation, textAt(action, kind), at)
    case 'notify':
      return compileNotify(compilation, objectAt(action, kind), at)
    case 'unit':
      return compileUnitAction(compilation, objectAt(action, kind), at)
    case 'call':
      return compileCall(compilation, objectAt(action, kind), at)
    case 'start':
      return compileStart(compilation, objectAt(action, kind), at)
    case 'tell':
      return compileTell(compilation, objectAt(action, kind), at)
    default:
      return compilePaperAction(compilation, action, at)
  }
}

function compileRaise(
  { log, events }: Compilation,
  event: string | undefined,
  { path }: ActionPlace,
): readonly CheckedAction[] {
  if (event === undefined) return []
  if (events.has(event)) return [{ kind: 'raise', event }]
  log.reportUnknown('unknown-event', path, {
    what: 'an event that some state of this process handles',
    name: event,
    known: events.keys(),
  })
  return []
}

function compileNotify(
  compilation: Compilation,
  notice: JsonObject,
  { scope, path }: ActionPlace,
): readonly CheckedAction[] {
  const to = knownRoles(compilation, notice, { key: 'to', path }) ?? []
  const template = knownTemplate(compilation, notice, path)
  const window = windowOf(compilation, notice, { scope, path })
  if (template === undefined) return []
  const channel = channelOf(compilation, notice, template)
  return [
    {
      ...{ kind: 'notify', to, template },
      ...(channel !== undefined && { channel }),
      ...window,
      ...inOrder(notice),
    },
  ]
}

/** The template a notice names; reports one that no file defines. */
export function knownTemplate(
  { log, known, templates }: Compilation,
  holder: JsonObject,
  path: ValuePath,
): string | undefined {
  const name = textAt(holder, 'template')
  if (name === undefined || templates.has(name)) return name
  log.reportUnknown('unknown-template', [...path, 'template'], {
    what: 'a template',
    name,
    known: known.templates ?? templates.keys(),
  })
  return undefined
}

/** How a notice is sent: as it says itself, else as its template says. */
export function channelOf(
  { resolved }: Compilation,
  holder: JsonObject,
  template: string,
): string | undefined {
  return textAt(holder, 'channel') ?? textAt(member(objectAt(resolved, 'templates'), template), 'channel')
}

function compileCall(
  compilation: Compilation,
  call: JsonObject,
  { scope, path }: ActionPlace,
): readonly CheckedAction[] {
  const service = textAt(call, 'service')
  if (service === undefined) return []
  const { log } = compilation
  namedService(compilation, call, path)
  const input = compileValues(log, scope, objectAt(call, 'input'), [...path, 'input'])
  return [{ kind: 'call', service, input, ...compileAttempts(log, call, path), ...inOrder(call) }]
}

function inOrder(action: JsonObject): { readonly inOrder?: true } {
  return member(action, 'inOrder') === true ? { inOrder: true } : {}
}
