import type { CheckedInvariant } from '../checked-process.js'
import { bilingualAt } from './bilingual-text.js'
import type { Compilation } from './compilation.js'
import { compileCondition } from './compile-expression.js'
import { objectsAt, textAt, textsAt } from './json-access.js'

/** What must hold after every event, in document order. Faulty ones are left out. */
export function compileInvariants(compilation: Compilation): readonly CheckedInvariant[] {
  const { log, resolved, scopes, states } = compilation
  return objectsAt(resolved, 'invariants').flatMap(([id, invariant]) => {
    const path = ['invariants', id]
    const written = textsAt(invariant, 'in') ?? []
    const within = written.filter((state, index) => {
      if (states.has(state)) return true
      const known = [...states.keys()].filter((name) => name !== '')
      log.reportUnknown('unknown-state', [...path, 'in', index], {
        what: 'a path from the top',
        name: state,
        known,
      })
      return false
    })
    const source = textAt(invariant, 'if')
    const condition =
      source === undefined ? undefined : compileCondition(log, scopes.base, source, [...path, 'if'])
    const otherwise = bilingualAt(invariant, 'else')
    // Without any of its states it would hold everywhere, which nobody wrote.
    if (!condition || !otherwise || (written.length > 0 && within.length === 0)) return []
    return [{ id, in: within, if: condition, else: otherwise }]
  })
}
