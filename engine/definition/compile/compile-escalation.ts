import type { JsonObject } from '../../errors/json.js'
import type { CheckedDeadline, CheckedRung } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { compileRecurrence, compileSingle } from './compile-clock-times.js'
import { compileActions } from './compile-actions.js'
import { compileCondition } from './compile-expression.js'
import type { Compilation } from './compilation.js'
import { isObject, listAt, objectAt, textAt } from './json-access.js'
import { knownRoles } from './roles.js'

/** Whom a breach is told, and what follows until the clock ends. */
export function compileEscalation(
  compilation: Compilation,
  deadline: JsonObject,
  path: ValuePath,
): Pick<CheckedDeadline, 'escalate' | 'ladder' | 'onCall'> {
  const escalation = objectAt(deadline, 'escalate')
  const at = [...path, 'escalate']
  const source = textAt(escalation, 'onCall')
  const { log, scopes } = compilation
  const onCall =
    source === undefined ? undefined : compileCondition(log, scopes.base, source, [...at, 'onCall'])
  const ownCalendar = textAt(deadline, 'calendar') !== undefined
  return {
    escalate: knownRoles(compilation, escalation, { key: 'to', path: at }) ?? [],
    ladder: listAt(escalation, 'ladder').flatMap((rung, index) =>
      isObject(rung) ? compileRung(compilation, rung, { path: [...at, 'ladder', index], ownCalendar }) : [],
    ),
    ...(onCall && { onCall }),
  }
}

function compileRung(
  compilation: Compilation,
  rung: JsonObject,
  { path, ownCalendar }: { readonly path: ValuePath; readonly ownCalendar: boolean },
): readonly CheckedRung[] {
  const after = compileSingle(compilation, textAt(rung, 'after'), { path: [...path, 'after'], ownCalendar })
  const every = compileRecurrence(compilation, textAt(rung, 'every'), {
    path: [...path, 'every'],
    ownCalendar,
  })
  const to = knownRoles(compilation, rung, { key: 'to', path }) ?? []
  const actions = compileActions(compilation, rung, 'do', { scope: compilation.scopes.base, path })
  if (!after === !every) return []
  return [{ ...(after && { after }), ...(every && { every }), to, actions }]
}
