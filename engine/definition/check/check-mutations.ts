import type { Problem } from '../../errors/problem.js'
import { listAt, textAt } from '../compile/json-access.js'
import type { SourceDocument } from '../document.js'
import { documentLog, type Surroundings } from './surroundings.js'

/**
 * A list of changes nobody notices: its process has to exist, and each change may stand in it once. Whether the changes
 * can be made, and go unnoticed, is told by the run that makes them.
 */
export function checkMutations(document: SourceDocument, surroundings: Surroundings): readonly Problem[] {
  const log = documentLog(document, surroundings)
  const { processes = [] } = surroundings.known
  if (!processes.includes(document.id))
    log.reportUnknown('unknown-process', ['mutations'], {
      what: 'a process',
      name: document.id,
      known: processes,
    })
  const seen = new Set<string>()
  for (const [index, survivor] of listAt(document.value, 'survivors').entries()) {
    const change = textAt(survivor, 'change')
    if (change === undefined) continue
    if (seen.has(change)) {
      const message = `Expected each change once, but '${change}' stands here twice.`
      log.report('duplicate-id', ['survivors', index, 'change'], message, {
        found: change,
        hint: 'Keep the entry with the better reason.',
      })
    }
    seen.add(change)
  }
  return log.problems
}
