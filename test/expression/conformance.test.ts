import { Environment } from '@marcbachmann/cel-js'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { createScope, type ScopeTypes } from '../../engine/expression/index.js'
import { values } from './sample.js'

const types: ScopeTypes = {
  data: {
    a: { type: { kind: 'integer' }, required: true },
    b: { type: { kind: 'integer' }, required: true },
    gone: { type: { kind: 'integer' }, required: false },
    x: { type: { kind: 'number' }, required: true },
    s: { type: { kind: 'text' }, required: true },
    list: { type: { kind: 'list', of: { kind: 'integer' }, maxItems: 5 }, required: true },
  },
  params: {},
  decisions: {},
  states: [],
  papers: [],
  zone: 'UTC',
}
const scope = createScope(types)
const library = new Environment().registerVariable('data', {
  schema: { a: 'int', b: 'int', gone: 'int', x: 'double', s: 'string', list: 'list<int>' },
})

const join = (parts: readonly string[], operator: string): string => `(${parts.join(` ${operator} `)})`
const { integer, condition } = fc.letrec((tie) => ({
  integer: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('data.a', 'data.b', 'data.gone', '0', '1', '7'),
    fc
      .tuple(tie('integer'), fc.constantFrom('+', '-', '*', '/', '%'), tie('integer'))
      .map(([a, op, b]) => join([String(a), String(b)], op)),
    fc.constantFrom('size(data.list)', 'size(data.s)', 'data.list[0]'),
  ),
  condition: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(tie('integer'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('integer'))
      .map(([a, op, b]) => join([String(a), String(b)], op)),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([a, op, b]) => join([String(a), String(b)], op)),
    fc
      .tuple(fc.constantFrom('all', 'exists', 'exists_one'), tie('integer'))
      .map(([loop, limit]) => `data.list.${loop}(i, i < ${String(limit)})`),
    tie('integer').map((bound) => `size(data.list.filter(i, i > ${String(bound)}).map(i, i + 1)) > 1`),
    tie('integer').map((one) => `${String(one)} in data.list`),
    fc.constantFrom(
      'data.x > data.a',
      'data.s + "b" == "ab"',
      'data.s < "b"',
      'data.s.startsWith("a")',
      '[1, 2] == data.list',
      'true',
    ),
  ),
}))

it('the shared part of the dialect gives what the CEL library gives, failures included', () => {
  const number = fc.integer({ min: -3, max: 3 })
  const data = fc.record({
    a: number,
    b: number,
    x: fc.double({ noNaN: true, min: -3, max: 3 }),
    s: fc.constantFrom('', 'a', 'b'),
    list: fc.array(number, { maxLength: 4 }),
  })
  let decided = 0
  fc.assert(
    fc.property(fc.oneof(condition, integer).map(String), data, (source, json) => {
      const compiled = scope.compile(source)
      // Deep ones are refused by both, each in its own way.
      if (!compiled.ok) return compiled.problems.every((problem) => problem.code === 'expression-too-large')
      const ours = compiled.expression.evaluate(scope.bind({ ...values, data: json }))
      const theirs = libraryValue(source, {
        ...json,
        a: BigInt(json.a),
        b: BigInt(json.b),
        list: json.list.map(BigInt),
      })
      decided += ours.ok ? 1 : 0
      expect(ours.ok ? ours.value : 'failed').toEqual(theirs)
      return true
    }),
    { numRuns: 2_000 },
  )
  expect(decided).toBeGreaterThan(500)
})

function libraryValue(source: string, data: object): unknown {
  try {
    const value: unknown = library.evaluate(source, { data })
    return typeof value === 'bigint' ? Number(value) : value
  } catch {
    return 'failed'
  }
}
