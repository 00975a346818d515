import { Checking } from './check/checking.js'
import type { Compiled } from './check/compiled.js'
import { fitExpected } from './check/fit-expected.js'
import { compileNode } from './check/node.js'
import { BoundValues } from './bound-values.js'
import { failureOf, missingAnswer } from './evaluation-stop.js'
import type {
  Bindings,
  CompileResult,
  Evaluation,
  Expression,
  Scope,
  ScopeTypes,
  ScopeValues,
  ValueType,
} from './expression.js'
import { parseExpression } from './parse/parse-expression.js'
import { scopeNames, type ScopeNames } from './scope-names.js'
import { toJson, type Value } from './value.js'
import { fuelPerEvaluation, type Frame } from './work.js'

/** Makes a scope: the names expressions may use, with their types. Cheap; bindings of one scope serve all others. */
export function createScope(types: ScopeTypes): Scope {
  const names = scopeNames(types)
  return {
    types,
    bind: (values: ScopeValues): Bindings => new BoundValues(values),
    compile: (source, expected) => compile(source, expected, names, types.zone),
  }
}

function compile(
  source: string,
  expected: ValueType | undefined,
  names: ScopeNames,
  zone: string,
): CompileResult {
  const parsed = parseExpression(source, {
    roots: [...names.keys()],
    childrenOf: (root) => partsOf(names, root),
  })
  if (!parsed.ok) return { ok: false, problems: parsed.problems }
  const checking = new Checking(source, names, zone)
  const compiled = compileNode(checking, parsed.tree)
  const fitting = compiled && expected ? fitExpected(checking, compiled, expected) : compiled
  if (!fitting || checking.problems.length > 0)
    return { ok: false, problems: checking.problems.toSorted((a, b) => a.start - b.start) }
  return { ok: true, expression: expressionOf(source, checking, fitting) }
}

function partsOf(names: ScopeNames, root: string): readonly string[] {
  const type = names.get(root)?.type
  return type?.kind === 'object' ? Object.keys(type.fields) : []
}

function expressionOf(source: string, checking: Checking, compiled: Compiled): Expression {
  const { type } = compiled
  const { zone } = checking
  const read = reader(compiled)
  return {
    source,
    type,
    reads: checking.reads,
    untested: checking.untested,
    readsTime: checking.readsTime,
    evaluate: (bindings): Evaluation => {
      try {
        const frame = { bound: boundValues(bindings), zone, variables: [], fuel: fuelPerEvaluation }
        const value = read(frame)
        // Whoever reads one answer asks whether it is there: that it is not is an answer, and nothing to throw for.
        if (value === undefined) return { ok: false, failure: missingAnswer(compiled.path?.shown ?? source) }
        return { ok: true, value: toJson(type, value) }
      } catch (error) {
        const failure = failureOf(error)
        if (failure) return { ok: false, failure }
        throw error
      }
    },
  }
}

/** What gives the value; `undefined` of a path whose value is absent. */
function reader({ run, peek, path }: Compiled): (frame: Frame) => Value | undefined {
  return (path && peek) ?? run
}

/** Bindings are made by `bind` only; anything else is misuse. */
function boundValues(bindings: Bindings): BoundValues {
  if (bindings instanceof BoundValues) return bindings
  throw new TypeError('Expected bindings made by Scope.bind, but found something else.')
}
