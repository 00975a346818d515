import type { Problem } from '../../errors/problem.js'
import type { SourceDocument, ValuePath } from '../document.js'
import { reportFields } from '../compile/compile-fields.js'
import { member, objectAt, objectsAt, textAt } from '../compile/json-access.js'
import { parseNumberPattern, reportPattern } from '../compile/number-pattern.js'
import type { ProblemLog } from '../compile/problem-log.js'
import { documentLog, type Surroundings } from './surroundings.js'
import { sharedTypes, TypeResolver } from '../compile/shared-types.js'

/**
 * What is wrong with the definitions of shared types: unknown types, types that contain themselves, two of one name,
 * and all that may be wrong with a field.
 */
export function checkTypes(document: SourceDocument, surroundings: Surroundings): readonly Problem[] {
  const log = documentLog(document, surroundings)
  const types = sharedTypes(surroundings.set)
  for (const [name, definition] of objectsAt(document.value, 'define')) {
    const path = ['define', name]
    const resolver = new TypeResolver(types, log)
    const resolved = resolver.type(name, definition, path)
    reportFields(log, { [name]: resolved }, ['define'], 'data')
    if (types.get(name) !== definition) reportDouble(log, name, path)
  }
  return log.problems
}

/** What is wrong with a paper: its pattern, and all that may be wrong with a field. */
export function checkPaper(document: SourceDocument, surroundings: Surroundings): readonly Problem[] {
  const log = documentLog(document, surroundings)
  const series = textAt(document.value, 'series')
  if (series !== undefined && !parseNumberPattern(series)) reportPattern(log, series, ['series'])
  if (member(document.value, 'fields') === undefined) return []
  const fields = new TypeResolver(sharedTypes(surroundings.set), log).fields(
    objectAt(document.value, 'fields'),
    ['fields'],
  )
  reportFields(log, fields, ['fields'], 'answer')
  return log.problems
}

function reportDouble(log: ProblemLog, name: string, path: ValuePath): void {
  log.report(
    'duplicate-id',
    path,
    `Expected one type named '${name}', but another file defines it as well.`,
    {
      key: true,
      found: name,
      hint: 'Give one of them another name.',
    },
  )
}
