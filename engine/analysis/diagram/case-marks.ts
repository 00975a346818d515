import type { InstanceRecord } from '../../core/record.js'
import type { Instant } from '../../time/instant.js'
import type { JsonObject, Text } from '../../errors/index.js'
import { clockBadges } from './clock-badges.js'
import type { DiagramGraph } from './diagram-graph.js'
import type { Badge, DiagramMarks, OperatorMove, StateMarks } from './diagram-marks.js'
import { reachableFrom } from './reachable-from.js'

/** What is read of an entry of the trail. */
export interface MarkedEntry {
  readonly type: string
  readonly body: JsonObject
}

/** A case as it is drawn: its record, its whole trail in order, what waits for a person, and the time it is looked at. */
export interface DrawnCase {
  readonly record: InstanceRecord
  readonly trail: readonly MarkedEntry[]
  /** Effects with an open incident, by id. The trail tells of none that became needless by itself. */
  readonly undelivered: readonly string[]
  readonly now: Instant
}

/**
 * What is marked for a case: where it is and was, which ways it took, what is overdue or soon due, what failed, and
 * what operators did. Nothing of its data, and nobody's name.
 */
export function caseMarks(graph: DiagramGraph, { record, trail, undelivered, now }: DrawnCase): DiagramMarks {
  const current = new Set(record.active.map(({ path }) => path))
  const reachable = reachableFrom(graph, record.status === 'ended' ? [] : [...current])
  const failed = failedStates(record, undelivered)
  const clocks = clockBadges(record, now)
  const states = graph.states.map(({ path }): readonly [string, StateMarks] => {
    const visits = record.visits[path] ?? (path === '' ? 1 : 0)
    const isCurrent = current.has(path) || (path === '' && record.status === 'active')
    const badges = [...(clocks.get(path) ?? []), ...(failed.byState.get(path) ?? [])]
    return [
      path,
      {
        ...(isCurrent && { isCurrent: true as const }),
        ...(visits > 0 && { visits }),
        ...(!isCurrent && visits === 0 && !reachable.has(path) && { isOutOfReach: true as const }),
        ...(badges.length > 0 && { badges }),
      },
    ]
  })
  const isRootShown = graph.states.some(({ path }) => path === '')
  return {
    states: Object.fromEntries(states),
    edges: Object.fromEntries(takenEdges(graph, trail)),
    moves: operatorMoves(graph, trail),
    isSuspended: record.suspended !== undefined,
    badges: [
      ...(record.suspended ? [{ kind: 'suspended' as const, text: texts.suspended }] : []),
      ...(isRootShown ? [] : (clocks.get('') ?? [])),
      ...failed.ofCase,
    ],
  }
}

/** How often each edge was taken. */
function takenEdges(
  graph: DiagramGraph,
  trail: readonly MarkedEntry[],
): readonly (readonly [string, { readonly times: number }])[] {
  const taken = trail.filter(({ type }) => type === 'branch-taken')
  return graph.edges.flatMap(({ id, source, on, branches, target }) => {
    const times = taken.filter(
      ({ body }) =>
        body['state'] === source &&
        body['on'] === on &&
        body['target'] === target &&
        branches.includes(Number(body['branch'])),
    ).length
    return times === 0 ? [] : [[id, { times }] as const]
  })
}

/** Moves by hand and cases begun again, each way once: from the first state that was left to where the case was put. */
function operatorMoves(graph: DiagramGraph, trail: readonly MarkedEntry[]): readonly OperatorMove[] {
  const known = new Set(graph.states.map(({ path }) => path))
  const moves = new Map<string, OperatorMove>()
  for (const [index, { type, body }] of trail.entries()) {
    const { to } = body
    if (type !== 'operator-acted' || typeof to !== 'string' || !known.has(to)) continue
    if (body['action'] !== 'move' && body['action'] !== 'reopen') continue
    const left = firstLeft(trail.slice(index + 1))
    const from = typeof left === 'string' && known.has(left) ? left : undefined
    const key = `${from ?? ''} ${to}`
    const times = (moves.get(key)?.times ?? 0) + 1
    moves.set(key, { to, times, ...(from !== undefined && { from }) })
  }
  return [...moves.values()]
}

/** The innermost state an act left, which stands before what it entered. */
function firstLeft(behind: readonly MarkedEntry[]): unknown {
  const moved = behind.find(({ type }) => type === 'state-left' || type === 'state-entered')
  return moved?.type === 'state-left' ? moved.body['state'] : undefined
}

/** What could not be delivered and waits for a person: at the state that waits for it, else at the case. */
function failedStates(
  { invocations }: InstanceRecord,
  undelivered: readonly string[],
): { readonly byState: ReadonlyMap<string, readonly Badge[]>; readonly ofCase: readonly Badge[] } {
  const waiting = invocations.filter(({ id }) => undelivered.includes(id))
  const others = undelivered.length - waiting.length
  const badge: Badge = { kind: 'failed', text: texts.failed }
  return {
    byState: new Map(waiting.map(({ state }) => [state, [badge]])),
    ofCase: others === 0 ? [] : [{ kind: 'failed', text: notDelivered(others) }],
  }
}

function notDelivered(count: number): Text {
  return { 'zh-CN': `${count} 项未送达`, en: `${count} not delivered` }
}

const texts = {
  suspended: { 'zh-CN': '已暂停', en: 'suspended' },
  failed: { 'zh-CN': '未成功', en: 'failed' },
} as const satisfies { readonly [name: string]: Text }
