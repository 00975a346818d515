import type { JsonObject } from '../../errors/json.js'
import type { FieldType, Scope } from '../../expression/expression.js'
import type { CheckedInvoke } from '../checked-process.js'
import { compileBegin, mostCases } from './compile-begin.js'
import { compileAttempts } from './compile-attempts.js'
import { compileBranches } from './compile-branches.js'
import { compileValues } from './compile-value.js'
import type { Compilation, OtherProcess } from './compilation.js'
import { dictionary } from './field-node.js'
import { isObject, member, objectAt, textAt } from './json-access.js'
import { resultMembers } from './scopes.js'
import { declaredAnswer, namedService } from './service-input.js'
import type { StateNode } from './state-index.js'

/** Work that begins with a visit and whose result moves the case: a service outside, or other cases. */
export function compileInvoke(compilation: Compilation, node: StateNode): { invoke?: CheckedInvoke } {
  const invoke = objectAt(node.definition, 'invoke')
  const service = textAt(invoke, 'service')
  const process = textAt(invoke, 'process')
  if (!isObject(member(node.definition, 'invoke'))) return {}
  if ((service === undefined) === (process === undefined)) {
    // What is written, but could not be read, is not missing.
    const unread = ['service', 'process'].some((key) => compilation.log.wasFaulty(node.name, 'invoke', key))
    if (service !== undefined || !unread) reportNotOne(compilation, node, service !== undefined)
    return {}
  }
  return service === undefined
    ? invokeCases(compilation, invoke, node)
    : invokeService(compilation, invoke, { node, service })
}

function reportNotOne({ log }: Compilation, node: StateNode, both: boolean): void {
  log.report(
    both ? 'wrong-value' : 'missing-key',
    [...node.at, 'invoke'],
    both
      ? "Expected 'service' or 'process', but both are there."
      : "Expected 'service' or 'process' to say what is begun, but both are missing.",
    {
      expected: 'service or process',
      hint: 'A state waits for one of them; side by side they need two regions.',
    },
  )
}

function invokeService(
  compilation: Compilation,
  invoke: JsonObject,
  { node, service }: { readonly node: StateNode; readonly service: string },
): { invoke: CheckedInvoke } {
  const { log, scopes } = compilation
  reportForeign(compilation, invoke, node, {
    keys: ['profile', 'keep', 'forEach', 'whenLeft'],
    wants: 'process',
  })
  const path = [...node.at, 'invoke']
  const declared = namedService(compilation, invoke, path)
  const answer = declaredAnswer(declared) ?? resultMembers(member(invoke, 'onDone'))
  const done = scopes.withEvent(`result of ${node.path}`, answer)
  return {
    invoke: {
      service,
      whenLeft: 'cancel',
      input: compileValues(log, scopes.base, objectAt(invoke, 'input'), [...path, 'input']),
      ...compileAttempts(log, invoke, path),
      ...ways(compilation, invoke, node, done),
    },
  }
}

function invokeCases(
  compilation: Compilation,
  invoke: JsonObject,
  node: StateNode,
): { invoke?: CheckedInvoke } {
  reportForeign(compilation, invoke, node, { keys: ['retry', 'timeout'], wants: 'service' })
  const path = [...node.at, 'invoke']
  const { scopes } = compilation
  const begin = compileBegin(compilation, invoke, { scope: scopes.base, path })
  const several = textAt(invoke, 'forEach') !== undefined
  const other = compilation.known.otherProcesses?.(textAt(invoke, 'process') ?? '')
  const done = scopes.withEvent(`end of ${node.path}`, several ? severalEnded : oneEnded(other))
  const whenLeft = invoke['whenLeft'] === 'keep' ? 'keep' : 'cancel'
  const onward = ways(compilation, invoke, node, done)
  return begin ? { invoke: { begin, whenLeft, input: [], ...onward } } : {}
}

function ways(
  compilation: Compilation,
  invoke: JsonObject,
  node: StateNode,
  done: Scope,
): Pick<CheckedInvoke, 'onDone' | 'onError'> {
  const path = [...node.at, 'invoke']
  const failed = compilation.scopes.withEvent('failure', { message: required('text') })
  return {
    onDone: compileBranches(compilation, invoke, 'onDone', { state: node.path, scope: done, path }),
    onError: compileBranches(compilation, invoke, 'onError', { state: node.path, scope: failed, path }),
  }
}

/** What `event` is when one case has ended. Its outputs may be absent, since answers may. */
function oneEnded(other: OtherProcess | undefined): { readonly [name: string]: FieldType } {
  const outputs = other?.outputs
  const fields = dictionary(
    (outputs ?? []).map((name): [string, FieldType] => [name, { type: { kind: 'any' }, required: false }]),
  )
  return {
    // What is not sound may have outcomes that nobody could read.
    outcome: other?.sound
      ? { type: { kind: 'choice', options: other.outcomes }, required: true }
      : required('text'),
    instance: required('text'),
    number: { type: { kind: 'text' }, required: false },
    output: { type: outputs ? { kind: 'object', fields } : { kind: 'any' }, required: true },
  }
}

/** What `event` is when all cases of a list have ended: in the order of the list. */
const severalEnded: { readonly [name: string]: FieldType } = {
  outcomes: { type: { kind: 'list', of: { kind: 'text' }, maxItems: mostCases }, required: true },
  outputs: { type: { kind: 'list', of: { kind: 'any' }, maxItems: mostCases }, required: true },
  ended: required('integer'),
  refused: required('integer'),
}

function required(kind: 'text' | 'integer'): FieldType {
  return { type: { kind }, required: true }
}

/** Keys that say something about the other kind of work. */
function reportForeign(
  { log }: Compilation,
  invoke: JsonObject,
  node: StateNode,
  { keys, wants }: { readonly keys: readonly string[]; readonly wants: string },
): void {
  for (const key of keys)
    if (member(invoke, key) !== undefined)
      log.report(
        'unknown-key',
        [...node.at, 'invoke', key],
        `Expected '${key}' beside '${wants}' only, but there is none here.`,
        { key: true, found: key, hint: `Take '${key}' out.` },
      )
}
