import type { Problem } from '../../errors/problem.js'
import { objectsAt } from '../compile/json-access.js'
import type { SourceDocument } from '../document.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** Processes a profile sets figures for, but that no file defines. The figures are checked with their process. */
export function checkProfile(document: SourceDocument, surroundings: Surroundings): readonly Problem[] {
  const log = documentLog(document, surroundings)
  const { processes = [] } = surroundings.known
  for (const [name] of objectsAt(document.value, 'parameters'))
    if (!processes.includes(name))
      log.reportUnknown('unknown-process', ['parameters', name], {
        what: 'a process',
        name,
        known: processes,
        key: true,
      })
  return log.problems
}
