import { eventTitle } from '../../core/titles.js'
import type {
  CheckedAfter,
  CheckedBranch,
  CheckedProcess,
  CheckedState,
} from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import { formatDuration } from '../../time/index.js'
import type { DiagramEdge, EdgeKind } from './diagram-graph.js'
import { guardWords, type GuardWords } from './guard-words.js'

/** One way of a state: what the trail calls it, and where it leads. */
interface Ways {
  readonly kind: EdgeKind
  readonly on: string
  readonly title: Text
  readonly branches: readonly CheckedBranch[]
}

/**
 * The ways that lead out of a state, as they are written. Branches of one way with one target are one edge: they differ
 * in what is done on it, not in where it leads.
 */
export function edgesOf(process: CheckedProcess, state: CheckedState): readonly DiagramEdge[] {
  return waysOf(process, state).flatMap((ways) => edgesOfWay(process, state, ways))
}

function waysOf(process: CheckedProcess, state: CheckedState): readonly Ways[] {
  const { on, after, always, onDone, invoke } = state
  const ended = invoke?.begin ? texts.casesEnded : texts.answered
  return [
    ...[...on.values()].map((handler) => ({
      kind: 'event' as const,
      on: handler.event,
      title: eventTitle(process, handler.event, handler),
      branches: handler.branches,
    })),
    ...(invoke
      ? [
          { kind: 'result' as const, on: 'invoke.onDone', title: ended, branches: invoke.onDone },
          { kind: 'error' as const, on: 'invoke.onError', title: texts.failed, branches: invoke.onError },
        ]
      : []),
    ...after.map((one) => ({
      kind: 'after' as const,
      on: `after.${one.key}`,
      title: afterTitle(process, one),
      branches: one.branches,
    })),
    { kind: 'always', on: 'always', title: texts.atOnce, branches: always },
    { kind: 'done', on: 'onDone', title: texts.done, branches: onDone },
  ]
}

function edgesOfWay(process: CheckedProcess, state: CheckedState, ways: Ways): readonly DiagramEdge[] {
  const { kind, on, title, branches } = ways
  const isChoice = branches.some(({ guard }) => guard !== undefined)
  const targets = [...new Set(branches.flatMap(({ target }) => target ?? []))]
  return targets.map((target) => {
    const own = branches.filter((branch) => branch.target === target)
    const isAlways = targets.length === 1 && own.some(({ guard }) => guard === undefined)
    const guard = isChoice && !isAlways ? guardOf(process, own) : undefined
    return {
      ...{ id: `${state.path} ${kind}:${on} ${target}`, kind, on, source: state.path, target, title },
      branches: own.map(({ index }) => index),
      ...(guard && { guard: guard.text, isGuardPlain: guard.isPlain }),
      ...(guard?.choice && { choice: guard.choice }),
    }
  })
}

/** Conditions of the branches, joined; the one without any is what remains. */
function guardOf(process: CheckedProcess, own: readonly CheckedBranch[]): GuardWords {
  const words: readonly GuardWords[] = own.map(({ guard }) =>
    guard ? guardWords(process, guard.source) : { text: texts.otherwise, isPlain: true },
  )
  return {
    text: {
      'zh-CN': [...new Set(words.map(({ text }) => text['zh-CN']))].join('；'),
      en: [...new Set(words.map(({ text }) => text.en))].join('; '),
    },
    isPlain: words.every(({ isPlain }) => isPlain),
    ...(own.length === 1 && words[0]?.choice && { choice: words[0].choice }),
  }
}

function afterTitle(process: CheckedProcess, { key, title, delay }: CheckedAfter): Text {
  if (title) return title
  if (process.unsetParameters.includes(key))
    return process.parameters[key]?.title ?? { 'zh-CN': `${key} 后`, en: `after ${key}` }
  return {
    'zh-CN': `${formatDuration(delay, 'zh-CN')}后`,
    en: `after ${formatDuration(delay, 'en')}`,
  }
}

const texts = {
  casesEnded: { 'zh-CN': '各案件已结束', en: 'cases ended' },
  answered: { 'zh-CN': '已答复', en: 'answered' },
  failed: { 'zh-CN': '未成功', en: 'failed' },
  atOnce: { 'zh-CN': '随即', en: 'at once' },
  done: { 'zh-CN': '完成后', en: 'done' },
  otherwise: { 'zh-CN': '否则', en: 'otherwise' },
} as const satisfies { readonly [name: string]: Text }
