import { caseSet, type CasePart } from './case-sets.js'
import type { BreachFilter, InstanceFilter, VisitFilter } from './filters.js'
import { processesOf } from './left-processes.js'
import type { Binding, Session } from './session.js'

type Told = readonly [sql: string, value: Binding | undefined]

/** Cases that broke a deadline. Rows lie by process; those of a filter were filled in where none was asked for. */
export function breachPart(
  { deadline, from, to }: BreachFilter,
  session: Session,
  filter: InstanceFilter,
): CasePart {
  return caseSet(session, {
    from: `${session.names.breaches} b`,
    key: 'b.instance',
    ...conditionOf([
      ofProcesses('b', session, filter),
      ['b.breached_at >= ?', from],
      ['b.breached_at < ?', to],
      ['b.deadline = ?', deadline],
    ]),
  })
}

/** Cases that left a state, likewise. */
export function visitPart(
  { state, from, to, again }: VisitFilter,
  session: Session,
  filter: InstanceFilter,
): CasePart {
  return caseSet(session, {
    from: `${session.names.visits} z`,
    key: 'z.instance',
    ...conditionOf([
      ofProcesses('z', session, filter),
      ['z.left_at is not null and z.left_at >= ?', from ?? Number.MIN_SAFE_INTEGER],
      ['z.left_at < ?', to],
      ['z.state = ?', state],
      ['z.visit > ?', again && 1],
    ]),
  })
}

function ofProcesses(alias: string, { dialect }: Session, filter: InstanceFilter): Told {
  return [`${alias}.process in (${dialect.selectTexts})`, JSON.stringify(processesOf(filter) ?? [])]
}

function conditionOf(parts: readonly Told[]): {
  readonly where: string
  readonly bindings: readonly Binding[]
} {
  const told = parts.filter((each): each is [string, Binding] => each[1] !== undefined)
  return { where: told.map(([sql]) => sql).join(' and '), bindings: told.map(([, value]) => value) }
}
