import type { Problem } from '../../errors/problem.js'
import type { DocumentKind } from '../document.js'
import type { Locate } from '../locate-value.js'
import type { SourceNode } from '../parse/source-node.js'
import { cutFaults } from './cut-faults.js'
import { findLongParts } from './cut-long-parts.js'
import { regroupErrors, type ShapeFault } from './regroup-errors.js'
import { findNode, toJson } from './tree-access.js'
import { schemaOf, validateShape } from './validator.js'
import { createKeysOf, wordFault } from './word-fault.js'

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
  const long = findLongParts(root, schemaOf(kind))
  const problems: Problem[] = [...tellFaults(long.faults, root, locate)]
  long.cut()
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

/** Faults of one document that are told. A file with more of them is another kind of file, or an attack. */
const mostTold = 100

function tellFaults(faults: readonly ShapeFault[], root: SourceNode, locate: Locate): readonly Problem[] {
  const loud = faults.filter(({ silent }) => !silent)
  const problems = wordFaults(loud.slice(0, mostTold), root, locate)
  const [next] = loud.slice(mostTold)
  return next ? [...problems, tellMore(next, { count: loud.length - mostTold, root, locate })] : problems
}

/** The first fault that is not told stands for all of them. */
function tellMore(
  fault: ShapeFault,
  { count, root, locate }: { readonly count: number; readonly root: SourceNode; readonly locate: Locate },
): Problem {
  const { code } = wordFault(fault, findNode(root, fault.path).node, createKeysOf())
  return {
    code,
    severity: 'error',
    message: `Expected at most ${mostTold} mistakes in one file, but there are ${count} more, which are not told one by one.`,
    hint: 'Mend those that are told, then check again.',
    place: placeOf(fault, locate),
  }
}

function wordFaults(faults: readonly ShapeFault[], root: SourceNode, locate: Locate): readonly Problem[] {
  const keysOf = createKeysOf()
  const told = faults.map((fault) => {
    const { node } = findNode(root, fault.path)
    return { fault, wording: wordFault(fault, node, keysOf) }
  })
  // A key that is spelled wrongly is not missing as well.
  const misspelled = new Set(
    told.flatMap(({ fault, wording }) =>
      fault.kind === 'unknown-key' && wording.nearest ? [placeKey(fault, wording.nearest)] : [],
    ),
  )
  return told
    .filter(({ fault }) => fault.kind !== 'missing-key' || !misspelled.has(placeKey(fault, fault.key ?? '')))
    .map(({ fault, wording }) => ({ ...wording, severity: 'error', place: placeOf(fault, locate) }))
}

const placeKey = (fault: ShapeFault, key: string): string => JSON.stringify([fault.path, key])

function placeOf(fault: ShapeFault, locate: Locate): ReturnType<Locate> {
  if (fault.kind === 'missing-key' || fault.kind === 'one-of') return locate(fault.path, { key: true })
  if (fault.key !== undefined) return locate([...fault.path, fault.key], { key: true })
  return locate(fault.path)
}
