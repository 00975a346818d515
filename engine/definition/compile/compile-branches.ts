import type { JsonObject } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { CheckedBranch } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { compileActions } from './compile-actions.js'
import { compileCondition } from './compile-expression.js'
import type { Compilation } from './compilation.js'
import { isObject, listAt, textAt } from './json-access.js'
import { findTarget, targetNames } from './state-index.js'

/** Branches of a state, under a key of some part of it. */
export interface BranchesPlace {
  /** State the branches belong to; its siblings may be named as targets. */
  readonly state: string
  readonly scope: Scope
  readonly path: ValuePath
}

/**
 * Compiles branches in order. A branch with a faulty guard or target is left out, since without it the branch
 * would mean something else; its index stays free.
 */
export function compileBranches(
  compilation: Compilation,
  holder: JsonObject,
  key: string,
  place: BranchesPlace,
): readonly CheckedBranch[] {
  return listAt(holder, key).flatMap((branch, index) => {
    const path = [...place.path, key, index]
    const compiled = isObject(branch) ? compileBranch(compilation, branch, { ...place, path }) : undefined
    return compiled ? [{ index, ...compiled }] : []
  })
}

function compileBranch(
  compilation: Compilation,
  branch: JsonObject,
  place: BranchesPlace,
): Omit<CheckedBranch, 'index'> | undefined {
  const { scope, path } = place
  const source = textAt(branch, 'guard')
  const guard =
    source === undefined ? undefined : compileCondition(compilation.log, scope, source, [...path, 'guard'])
  const written = textAt(branch, 'target')
  const target =
    written === undefined
      ? undefined
      : knownTarget(compilation, written, { ...place, path: [...path, 'target'] })
  const actions = compileActions(compilation, branch, 'actions', { scope, path })
  if ((source !== undefined && !guard) || (written !== undefined && target === undefined)) return undefined
  return {
    reenter: branch['reenter'] === true,
    actions,
    ...(guard && { guard }),
    ...(target !== undefined && { target }),
  }
}

/** The absolute path of a target; reports one that does not exist, with the nearest. */
export function knownTarget(
  { log, states }: Compilation,
  target: string,
  { state, path }: Pick<BranchesPlace, 'state' | 'path'>,
): string | undefined {
  const found = findTarget(states, state, target)
  if (found !== undefined) return found
  log.reportUnknown('unknown-target', path, {
    what: 'a state beside this one, or a path from the top',
    name: target,
    known: targetNames(states, state),
  })
  return undefined
}
