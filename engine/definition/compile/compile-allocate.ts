import type { JsonObject } from '../../errors/json.js'
import type { CheckedAction, CheckedValue } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import type { ActionPlace } from './compile-actions.js'
import { itemOf, knownField } from './compile-data-actions.js'
import { compileValue } from './compile-value.js'
import type { Compilation } from './compilation.js'
import { fieldNode, type FieldNode } from './field-node.js'
import { isObject, listAt, objectAt } from './json-access.js'

type Allocate = Extract<CheckedAction, { kind: 'allocate' }>
type Share = Allocate['shares'][number]

/** The part of a line that gets its share. */
const amountPart = 'amount'

const percentNode = fieldNode('percent', { type: 'number', min: 0, max: 100 })

/** `allocate`: an amount over bearers, by list. The items of the list need a part `amount` of type money. */
export function compileAllocate(
  compilation: Compilation,
  lists: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  return Object.entries(lists).flatMap(([list, allocation]) => {
    const at = { ...place, path: [...place.path, list] }
    const field = knownField(compilation, list, { path: at.path, key: true })
    const item = field && itemOf(compilation, field, at.path)
    const part = item && amountOf(compilation, list, { item, path: at.path })
    if (!item || !part || !isObject(allocation)) return []
    const { log } = compilation
    const value = allocation['amount'] ?? null
    const amount = compileValue(log, at.scope, { value, path: [...at.path, 'amount'], node: part })
    const written = listAt(allocation, 'shares')
    const shares = written.flatMap((share, index) => {
      const path = [...at.path, 'shares', index]
      return isObject(share) ? compileShare(compilation, share, { ...at, path, list, item }) : []
    })
    if (!amount || shares.length < written.length) return []
    reportSum(compilation, shares, at.path)
    return [{ kind: 'allocate', list, amount, shares } satisfies Allocate]
  })
}

function amountOf(
  { log }: Compilation,
  list: string,
  { item, path }: { readonly item: FieldNode; readonly path: ValuePath },
): FieldNode | undefined {
  const part = item.parts.get(amountPart)
  if (part?.type.kind === 'money') return part
  const found = part ? `a part '${amountPart}' of type ${part.type.kind}` : `no part '${amountPart}'`
  log.report(
    'wrong-type',
    path,
    `Expected a list of lines with an amount, but the items of '${list}' have ${found}.`,
    {
      key: true,
      expected: `a part '${amountPart}' of type money`,
      found,
      hint: "The shared type 'money-line' has it.",
    },
  )
  return undefined
}

interface SharePlace extends ActionPlace {
  readonly list: string
  readonly item: FieldNode
}

function compileShare(
  { log }: Compilation,
  share: JsonObject,
  { scope, path, list, item }: SharePlace,
): readonly Share[] {
  const value = share['percent'] ?? null
  const percent = compileValue(log, scope, { value, path: [...path, 'percent'], node: percentNode })
  const written = objectAt(share, 'set')
  const parts = new Map([...item.parts].filter(([name]) => name !== amountPart))
  const set = Object.entries(written).flatMap(([name, each]) => {
    const at = [...path, 'set', name]
    const node = parts.get(name)
    if (!node) {
      const what = `a part of the items of '${list}' other than '${amountPart}'`
      log.reportUnknown('unknown-field', at, { what, name, known: parts.keys(), key: true })
      return []
    }
    const compiled = compileValue(log, scope, { value: each, path: at, node })
    return compiled ? [[name, compiled] as const] : []
  })
  const missing = [...parts.values()].filter((part) => part.required && !Object.hasOwn(written, part.name))
  for (const part of missing)
    log.report('missing-key', [...path, 'set'], `Expected '${part.name}' to be given, but it is missing.`, {
      expected: part.name,
    })
  const whole = missing.length === 0 && set.length === Object.keys(written).length
  return percent && whole ? [{ percent, set }] : []
}

/** Shares that are all written as numbers are added up here; the others when they are known. */
function reportSum({ log }: Compilation, shares: readonly Share[], path: ValuePath): void {
  const numbers = shares.map(({ percent }) => literalOf(percent))
  if (numbers.includes(undefined)) return
  const sum = numbers.reduce<number>((total, each) => total + Math.round((each ?? 0) * 1e6), 0)
  if (sum === 100e6) return
  const found = `${sum / 1e6} percent`
  log.report(
    'wrong-value',
    [...path, 'shares'],
    `Expected shares of 100 percent together, but found ${found}.`,
    {
      expected: '100 percent',
      found,
    },
  )
}

function literalOf(value: CheckedValue): number | undefined {
  return value.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined
}
