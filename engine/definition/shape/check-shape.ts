import type { Problem } from '../../errors/problem.js'
import type { DocumentKind } from '../document.js'
import type { Locate } from '../locate-value.js'
import type { SourceNode } from '../parse/source-node.js'
import { cutFaults } from './cut-faults.js'
import { regroupErrors, type ShapeFault } from './regroup-errors.js'
import { findNode, toJson } from './tree-access.js'
import { schemaOf, validateShape } from './validator.js'
import { wordFault } from './word-fault.js'

/** Cutting a part can leave its parent without something it needs; each round settles one level at least. */
const maxRounds = 8

/**
 * Checks a long form against the schema of its kind and cuts what does not fit out of the tree. Afterwards the tree
 * fits, or `fits` is false and it is of no further use.
 */
export function checkShape(
  kind: DocumentKind,
  root: SourceNode,
  locate: Locate,
): { readonly problems: readonly Problem[]; readonly fits: boolean } {
  const problems: Problem[] = []
  for (let round = 0; round < maxRounds; round++) {
    const errors = validateShape(kind, toJson(root))
    if (errors.length === 0) return { problems, fits: true }
    const faults = regroupErrors(errors, root)
    // What cutting itself leaves behind was not written by anybody.
    if (round === 0) problems.push(...tellFaults(faults, root, locate))
    cutFaults(root, faults, schemaOf(kind))
  }
  return { problems, fits: validateShape(kind, toJson(root)).length === 0 }
}

function tellFaults(faults: readonly ShapeFault[], root: SourceNode, locate: Locate): readonly Problem[] {
  const told = faults.map((fault) => {
    const { node } = findNode(root, fault.path)
    return { fault, wording: wordFault(fault, node) }
  })
  // A key that is spelled wrongly is not missing as well.
  const misspelled = new Set(
    told.flatMap(({ fault, wording }) =>
      fault.kind === 'unknown-key' && wording.nearest ? [placeKey(fault, wording.nearest)] : [],
    ),
  )
  return told
    .filter(({ fault }) => !fault.silent)
    .filter(({ fault }) => fault.kind !== 'missing-key' || !misspelled.has(placeKey(fault, fault.key ?? '')))
    .map(({ fault, wording }) => ({ ...wording, severity: 'error', place: placeOf(fault, locate) }))
}

const placeKey = (fault: ShapeFault, key: string): string => JSON.stringify([fault.path, key])

function placeOf(fault: ShapeFault, locate: Locate): ReturnType<Locate> {
  if (fault.kind === 'missing-key' || fault.kind === 'one-of') return locate(fault.path, { key: true })
  if (fault.key !== undefined) return locate([...fault.path, fault.key], { key: true })
  return locate(fault.path)
}
