import type { ASTNode } from '@marcbachmann/cel-js'
import { closest } from '../closest.js'
import { missing } from '../evaluation-stop.js'
import type { FieldType } from '../expression.js'
import type { ScopeName } from '../scope-names.js'
import { fromJson, part, type Value } from '../value.js'
import { anything, typePhrase } from '../value-types.js'
import { spend, type Frame } from '../work.js'
import type { Checking, CompileNode } from './checking.js'
import type { Compiled, Path, Range } from './compiled.js'
import { rootNamed, unknownName } from './names.js'

type AccessNode = Extract<ASTNode, { readonly op: 'id' | '.' | '[]' }>

/** Whether a node reads a name or a part of something. */
export function isAccess(node: ASTNode): node is AccessNode {
  return node.op === 'id' || node.op === '.' || node.op === '[]'
}

/** Checks a read and notes it. `tested` where `present` or `or` asks, which do not mind an absent value. */
export function compileAccess(
  checking: Checking,
  node: AccessNode,
  compileNode: CompileNode<ASTNode>,
  tested = false,
): Compiled | undefined {
  const found = resolve(checking, node, compileNode)
  if (!found?.path) return found
  const alone = found.path.keys.length === 1 && !found.path.isVariable
  const name = alone ? checking.names.get(found.path.root) : undefined
  if (name && !name.whole)
    return checking.typeProblem(
      found,
      `a part of '${name.name}'`,
      `'${name.name}' stands alone`,
      partHint(name),
    )
  checking.noteRead(found, found.path, tested)
  return found
}

function partHint(name: ScopeName): string {
  const parts = name.type.kind === 'object' ? Object.keys(name.type.fields).slice(0, 5) : []
  return parts.length === 0 ? `There is nothing in '${name.name}' here.` : `It holds ${parts.join(', ')}.`
}

function resolve(
  checking: Checking,
  node: AccessNode,
  compileNode: CompileNode<ASTNode>,
): Compiled | undefined {
  if (node.op === 'id') return rootNamed(checking, node, node.args)
  const visited = visitsPath(node)
  if (visited !== undefined) {
    const root = rootNamed(checking, node, 'visits')
    return root && fieldOf(checking, root, { key: visited, start: node.start, end: node.end })
  }
  const [inner, key] = node.args
  const base = isAccess(inner) ? resolve(checking, inner, compileNode) : compileNode(checking, inner)
  if (typeof key === 'string') return base && fieldOf(checking, base, { key, start: node.pos, end: node.end })
  if (key.op === 'value' && typeof key.args === 'string')
    return base && fieldOf(checking, base, { key: key.args, start: key.start, end: node.end })
  const index = compileNode(checking, key)
  return base && index && itemOf(checking, base, index, node)
}

/** `visits.handling.quality` names a state by its path, dots included. */
function visitsPath(node: AccessNode): string | undefined {
  const names: string[] = []
  let inner: ASTNode = node
  while (inner.op === '.') {
    names.unshift(inner.args[1])
    inner = inner.args[0]
  }
  return inner.op === 'id' && inner.args === 'visits' && names.length > 1 ? names.join('.') : undefined
}

interface Key extends Range {
  readonly key: string
}

function fieldOf(checking: Checking, base: Compiled, name: Key): Compiled | undefined {
  const field = fieldType(checking, base, name)
  if (!field) return undefined
  const range = { start: base.start, end: name.end }
  const shown = shownPart(checking, base, name)
  const root = base.path && !base.path.isVariable ? checking.names.get(base.path.root) : undefined
  const readPart = base.path?.keys.length === 1 ? root?.readPart : undefined
  const read = partReader(base, name.key, field, shown)
  const peek = readPart ? converted(readPart, name.key, field, shown) : read
  return reading(
    { ...range, type: field.type, peek },
    base.path && partPath(base.path, name.key, shown, field),
    shown,
  )
}

/** Special roots give their parts in JSON but for what they counted themselves. */
function converted(
  readPart: (frame: Frame, key: string) => Value | undefined,
  key: string,
  field: FieldType,
  shown: string,
): (frame: Frame) => Value | undefined {
  return (frame) => {
    const value = readPart(frame, key)
    // Counts and instants come as what they are inside; texts and objects need their check.
    if (value === undefined || typeof value === 'bigint' || typeof value === 'number') return value
    return fromJson(field.type, value as never, shown)
  }
}

function partReader(
  base: Compiled,
  key: string,
  field: FieldType,
  shown: string,
): (frame: Frame) => Value | undefined {
  const readBase = base.peek ?? base.run
  return (frame) => {
    const json = part(readBase(frame), key)
    if (json === undefined) return undefined
    // Each read of a list converts its items anew.
    if (Array.isArray(json)) spend(frame, Math.floor(json.length / 10))
    return fromJson(field.type, json, shown)
  }
}

function fieldType(checking: Checking, base: Compiled, name: Key): FieldType | undefined {
  const { type } = base
  if (type.kind === 'any') return { type: anything, required: false }
  if (type.kind !== 'object') {
    checking.typeProblem(
      { start: base.start, end: name.end },
      `an object before '.${name.key}'`,
      `'${checking.textOf(base)}' is ${typePhrase(type)}`,
      type.kind === 'list' ? 'Use all, exists, filter or an index such as [0].' : undefined,
    )
    return undefined
  }
  const field = Object.hasOwn(type.fields, name.key) ? type.fields[name.key] : undefined
  if (field) return field
  const known = Object.keys(type.fields)
  unknownName(checking, name, {
    found: name.key,
    within: checking.textOf(base).split(/[.[]/)[0] === 'visits' ? 'visits' : checking.textOf(base),
    nearest: closest(name.key, known),
    known,
  })
  return undefined
}

function itemOf(checking: Checking, base: Compiled, index: Compiled, node: Range): Compiled | undefined {
  if (base.type.kind === 'object')
    return checking.typeProblem(index, 'a name in quotes', `'${checking.textOf(index)}' is computed`)
  if (base.type.kind !== 'list' && base.type.kind !== 'any')
    return checking.typeProblem(
      base,
      'a list before [',
      `'${checking.textOf(base)}' is ${typePhrase(base.type)}`,
    )
  if (index.type.kind !== 'integer')
    return checking.typeProblem(
      index,
      'an integer as index',
      `'${checking.textOf(index)}' is ${typePhrase(index.type)}`,
    )
  const type = base.type.kind === 'list' ? base.type.of : anything
  const shown = `${base.path?.shown ?? checking.textOf(base)}[${checking.textOf(index)}]`
  const readBase = base.peek ?? base.run
  const peek = (frame: Frame): Value | undefined => {
    const list = readBase(frame)
    const item = Array.isArray(list) ? (list as readonly Value[])[Number(index.run(frame))] : undefined
    return item ?? undefined
  }
  const path =
    base.path && partPath(base.path, `[${checking.textOf(index)}]`, shown, { type, required: false })
  return reading({ start: base.start, end: node.end, type, peek }, path, shown)
}

function shownPart(checking: Checking, base: Compiled, name: Key): string {
  return `${base.path?.shown ?? checking.textOf(base)}.${name.key}`
}

function partPath(base: Path, key: string, shown: string, field: FieldType): Path {
  const own = `${base.keys.at(-1) ?? base.key}.${key}`
  return {
    ...base,
    shown,
    keys: [...base.keys, own],
    optional: field.required ? base.optional : [...base.optional, { key: own, shown }],
  }
}

function reading(
  found: Omit<Compiled, 'run'> & { readonly peek: (frame: Frame) => Value | undefined },
  path: Path | undefined,
  shown: string,
): Compiled {
  const { peek } = found
  const run = (frame: Frame): Value => {
    const value = peek(frame)
    if (value === undefined) throw missing(shown)
    return value
  }
  return { ...found, run, ...(path && { path }) }
}
