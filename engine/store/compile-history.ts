import { caseSet, type CasePart } from './case-sets.js'
import type { BreachFilter, InstanceFilter, VisitFilter } from './filters.js'
import { processesOf } from './left-processes.js'
import type { Binding, Session } from './session.js'
import { statesLeft } from './visit-states.js'

type Told = readonly [sql: string, value: Binding | undefined]

/** Rows of a table, of one case or of all. */
interface History {
  readonly from: string
  readonly key: string
  /** What is asked of a row. */
  readonly told: readonly Told[]
  /** Where rows of all cases lie; of one case it follows from the case. */
  readonly lying: readonly Told[]
}

/** Cases that broke a deadline. Rows lie by process; those of a filter were filled in where none was asked for. */
export function breachPart(
  { deadline, from, to }: BreachFilter,
  session: Session,
  filter: InstanceFilter,
): CasePart {
  const told: readonly Told[] = [
    ['b.breached_at >= ?', from],
    ['b.breached_at < ?', to],
    ['b.deadline = ?', deadline],
  ]
  const lying: readonly Told[] = [
    [`b.process in (${session.dialect.selectTexts})`, JSON.stringify(processesOf(filter) ?? [])],
  ]
  return historyPart(session, { from: `${session.names.breaches} b`, key: 'b.instance', told, lying })
}

/** Cases that left a state, likewise. They lie by state too: where none is asked for, each of them is looked into. */
export function visitPart(
  { state, from, to, again }: VisitFilter,
  session: Session,
  filter: InstanceFilter,
): CasePart {
  const told: readonly Told[] = [
    ['z.left_at is not null and z.left_at >= ?', from ?? Number.MIN_SAFE_INTEGER],
    ['z.left_at < ?', to],
    ['z.state = ?', state],
    ['z.visit > ?', again && 1],
  ]
  const processes = JSON.stringify(processesOf(filter) ?? [])
  const lying: readonly Told[] =
    state === undefined
      ? [
          [
            `(z.process, z.state) in (with recursive ${statesLeft(session)} select process, state from known)`,
            processes,
          ],
        ]
      : [[`z.process in (${session.dialect.selectTexts})`, processes]]
  return historyPart(session, { from: `${session.names.visits} z`, key: 'z.instance', told, lying })
}

function historyPart(session: Session, { from, key, told, lying }: History): CasePart {
  const { holds } = caseSet(session, { from, key, ...conditionOf(told) })
  return { ...caseSet(session, { from, key, ...conditionOf([...lying, ...told]) }), holds }
}

function conditionOf(parts: readonly Told[]): {
  readonly where: string
  readonly bindings: readonly Binding[]
} {
  const told = parts.filter((each): each is [string, Binding] => each[1] !== undefined)
  return {
    where: told.map(([sql]) => sql).join(' and ') || '1 = 1',
    bindings: told.map(([, value]) => value),
  }
}
