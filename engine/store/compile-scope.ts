import { normaliseSearch } from '../errors/index.js'
import { caseSet, type CasePart, type Condition } from './case-sets.js'
import type { CaseScope, ScopePart } from './case-scope.js'
import type { Session } from './session.js'

/**
 * What somebody sees, as a condition on the cases under the alias `i`. It stands beside every other condition of a
 * question, so that a page is full and a count is that of the list. Whoever sees but the own cases has few of them: then
 * they lead.
 */
export function compileScope({ anyOf }: CaseScope, session: Session): CasePart {
  if (anyOf.length === 0) return { holds: { sql: '1 = 0', bindings: [] } }
  const parts = anyOf.map((part) => joined(conditionsOf(part, session), ' and '))
  const holds = joined(parts, ' or ')
  if (!anyOf.every(({ people }) => people?.length === 1)) return { holds }
  const sets = anyOf.map((part) => ownCases(part, session))
  return {
    holds,
    cases: {
      sql: sets.map(({ sql }) => sql).join(' union all '),
      bindings: sets.flatMap(({ bindings }) => bindings),
    },
  }
}

function joined(conditions: readonly Condition[], word: ' and ' | ' or '): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(word) || '1 = 1'})`,
    bindings: conditions.flatMap(({ bindings }) => bindings),
  }
}

function conditionsOf({ processes, people, field }: ScopePart, session: Session): readonly Condition[] {
  const { names, dialect } = session
  const conditions: Condition[] = []
  if (processes)
    conditions.push({
      sql: `i.process in (${dialect.selectTexts})`,
      bindings: [JSON.stringify(processes)],
    })
  if (people)
    conditions.push(
      caseSet(session, {
        from: `${names.instance_people} w`,
        key: 'w.instance',
        where: `w.person in (${dialect.selectTexts})`,
        bindings: [JSON.stringify(people)],
      }).holds,
    )
  if (field)
    conditions.push(
      caseSet(session, {
        from: `${names.search_values} b`,
        key: 'b.instance',
        where: 'b.field = ? and b.value = ?',
        bindings: [field.path, normaliseSearch(field.value)],
      }).holds,
    )
  return conditions
}

function ownCases(part: ScopePart, session: Session): Condition {
  const { instance_people: people, instances } = session.names
  const { field, processes } = part
  const more = joined(
    conditionsOf({ ...(field && { field }), ...(processes && { processes }) }, session),
    ' and ',
  )
  return {
    sql: `select i.row_id from ${people} w join ${instances} i on i.row_id = w.instance
      where w.person = ? and ${more.sql}`,
    bindings: [part.people?.[0] ?? '', ...more.bindings],
  }
}
