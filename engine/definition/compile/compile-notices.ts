import type { JsonObject } from '../../errors/json.js'
import type { Expression, Scope } from '../../expression/expression.js'
import type { CheckedNotice } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { titleOf } from './bilingual-text.js'
import { channelOf, knownTemplate } from './compile-actions.js'
import { ownCalendar } from './compile-calendar-choice.js'
import { compileDistance } from './compile-clock-times.js'
import { sourceOf } from './compile-deadlines.js'
import { compileExpression } from './compile-expression.js'
import { compilePoint } from './compile-point.js'
import { windowOf } from './compile-windows.js'
import type { Compilation } from './compilation.js'
import { nodeAt, pathsOf, type FieldNode } from './field-node.js'
import { isObject, listAt, textAt } from './json-access.js'
import { knownRoles } from './roles.js'
import type { StateNode } from './state-index.js'

/** Notices of a state in order. One whose date, distance, list or template is faulty is left out. */
export function compileNotices(compilation: Compilation, node: StateNode): readonly CheckedNotice[] {
  return listAt(node.definition, 'notices').flatMap((notice, index) => {
    const compiled = isObject(notice)
      ? compileNotice(compilation, notice, [...node.at, 'notices', index])
      : undefined
    return compiled ? [{ index, ...compiled }] : []
  })
}

function compileNotice(
  compilation: Compilation,
  notice: JsonObject,
  path: ValuePath,
): Omit<CheckedNotice, 'index'> | undefined {
  const { scopes } = compilation
  const hasOwn = textAt(notice, 'calendar') !== undefined
  const at = compileDistance(compilation, textAt(notice, 'at'), {
    path: [...path, 'at'],
    ownCalendar: hasOwn,
  })
  const list = compileEach(compilation, notice, path)
  const isLost = textAt(notice, 'each') !== undefined && !list
  const scope = list?.node.item ? scopes.withItem(scopes.base, list.each, list.node.item.type) : scopes.base
  // Without its list nobody knows what an item is.
  const of = isLost
    ? undefined
    : compilePoint(compilation, textAt(notice, 'of'), { scope, path: [...path, 'of'] })
  const key = isLost ? undefined : compileKey(compilation, notice, { scope, path })
  const to = knownRoles(compilation, notice, { key: 'to', path }) ?? []
  const template = knownTemplate(compilation, notice, path)
  const rest = {
    ...titleOf(notice),
    ...sourceOf(notice),
    ...windowOf(compilation, notice, { scope: scopes.base, path }),
    ...ownCalendar(compilation, notice, path),
  }
  if (!at || !of || template === undefined) return undefined
  const channel = channelOf(compilation, notice, template)
  return {
    at,
    of,
    ...(list && { each: list.each }),
    ...(key && { key }),
    to,
    template,
    ...(channel !== undefined && { channel }),
    ...rest,
  }
}

/** The list field a notice is sent for each item of. */
function compileEach(
  { log, fields }: Compilation,
  notice: JsonObject,
  path: ValuePath,
): { readonly each: string; readonly node: FieldNode } | undefined {
  const each = textAt(notice, 'each')
  if (each === undefined) return undefined
  const at = [...path, 'each']
  const node = nodeAt(fields, each)
  if (!node) {
    const bare = each.replace(/^=?\s*data\./, '')
    const isBareMeant = bare !== each && nodeAt(fields, bare) !== undefined
    if (isBareMeant)
      log.report('unknown-field', at, `Expected a list field by its name alone, but found '${each}'.`, {
        found: each,
        nearest: bare,
        hint: `Write '${bare}'.`,
      })
    else log.reportUnknown('unknown-field', at, { what: 'a list field', name: each, known: pathsOf(fields) })
    return undefined
  }
  if (node.type.kind === 'list') return { each, node }
  log.report('wrong-type', at, `Expected a list field, but '${each}' is a ${node.type.kind}.`, {
    expected: 'list',
    found: node.type.kind,
    hint: "Leave 'each' out where there is one date only.",
  })
  return undefined
}

function compileKey(
  { log }: Compilation,
  notice: JsonObject,
  { scope, path }: { readonly scope: Scope; readonly path: ValuePath },
): Expression | undefined {
  const source = textAt(notice, 'key')
  if (source === undefined) return undefined
  const at = [...path, 'key']
  if (textAt(notice, 'each') === undefined) {
    log.report('wrong-value', at, "Expected 'key' beside 'each' only, but this notice has no 'each'.", {
      key: true,
      hint: "Leave 'key' out: without a list there is nothing to tell apart.",
    })
    return undefined
  }
  const expression = compileExpression(log, scope, { source, path: at })
  if (!expression || ['text', 'choice', 'integer', 'any'].includes(expression.type.kind)) return expression
  const found = expression.type.kind
  log.report(
    'expression-type',
    at,
    `Expected a text or a whole number that tells items apart, but found a ${found}.`,
    {
      expected: 'text, choice or integer',
      found,
    },
  )
  return undefined
}
