import type { ASTNode } from '@marcbachmann/cel-js'
import type { Value } from '../value.js'
import { boolean, commonType, integer, number, text, typePhrase } from '../value-types.js'
import { compileAccess, isAccess } from './access.js'
import { compileCall } from './call.js'
import type { Checking } from './checking.js'
import { coerce } from './coerce.js'
import type { Compiled, LiteralText, Range } from './compiled.js'
import { compileLogic } from './logic.js'
import { compileMethod } from './method.js'
import { compileBinary, compileMinus } from './operator.js'

/** Checks one node of the tree and compiles it. Everything wrong below it is reported; then there is no result. */
export function compileNode(checking: Checking, node: ASTNode): Compiled | undefined {
  if (isAccess(node)) return compileAccess(checking, node, compileNode)
  switch (node.op) {
    case 'value':
      return compileLiteral(checking, node, node.args)
    case 'list':
      return compileList(checking, node, node.args)
    case 'map':
      return checking.typeProblem(node, 'a value', 'objects cannot be written in an expression', objectHint)
    case 'call':
      return compileCall(checking, { node, name: node.args[0], args: node.args[1] }, compileNode)
    case 'rcall':
      return compileMethod(checking, node, compileNode)
    case '&&':
    case '||':
      return compileLogic(checking, node, compileNode)
    case '-_':
      return compileMinus(checking, node, compileNode(checking, node.args))
    case '!_':
    case '?:':
    case '.?':
    case '[?]':
      // The slips found these in the source already; nothing is lost if the grammar grows another way to write them.
      return checking.typeProblem(
        node,
        'not(…), pick(…) or present(…)',
        `'${checking.textOf(node)}' is not part of the dialect`,
      )
    default:
      return compileBinary(
        checking,
        node,
        node.args.map((part) => compileNode(checking, part)),
      )
  }
}

const objectHint = 'Write the object in YAML, with = before each expression in it.'

function compileLiteral(checking: Checking, { start, end }: Range, value: unknown): Compiled | undefined {
  const literal = (constant: Value, type: Compiled['type']): Compiled => ({
    start,
    end,
    type,
    run: () => constant,
    constant: { value: constant },
  })
  switch (typeof value) {
    case 'string':
      return { ...literal(value, text), literals: [{ text: value, start, end }] }
    case 'bigint':
      return literal(value, integer)
    case 'number':
      return literal(value, number)
    case 'boolean':
      return literal(value, boolean)
    default:
      return checking.typeProblem(
        { start, end },
        'a text, a number, true or false',
        `'${checking.textOf({ start, end })}' is none`,
      )
  }
}

function compileList(checking: Checking, node: Range, parts: readonly ASTNode[]): Compiled | undefined {
  const items = parts.map((part) => compileNode(checking, part))
  const sound = items.filter((item) => item !== undefined)
  if (sound.length < items.length) return undefined
  const range = { start: node.start, end: node.end }
  const first = sound[0]
  if (!first) return { ...range, type: { kind: 'list', of: { kind: 'any' }, maxItems: 0 }, run: () => [] }
  let type = first.type
  for (const item of sound) {
    const common = commonType(type, item.type)
    if (!common)
      return checking.typeProblem(
        item,
        `${typePhrase(type)} like the items before it`,
        `'${checking.textOf(item)}' is ${typePhrase(item.type)}`,
      )
    type = common
  }
  const runs = sound.map((item) => coerce(checking, item, type).run)
  const literals = allLiterals(sound)
  return {
    ...range,
    type: { kind: 'list', of: type, maxItems: sound.length },
    run: (frame) => runs.map((run) => run(frame)),
    ...(literals && { literals }),
  }
}

function allLiterals(items: readonly Compiled[]): readonly LiteralText[] | undefined {
  return items.every((item) => item.literals) ? items.flatMap((item) => item.literals ?? []) : undefined
}
