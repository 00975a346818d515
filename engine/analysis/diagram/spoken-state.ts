import type { Text } from '../../errors/index.js'
import { historyTitle, type DiagramState } from './diagram-graph.js'
import type { StateMarks } from './diagram-marks.js'
import { statesText } from './diagram-texts.js'

/** A state and its marks in words, as a screen reader says it: `Waiting for parts, current state, overdue 5 h`. */
export function spokenState({
  state,
  marks,
  language,
  isSuspended = false,
}: {
  readonly state: DiagramState
  readonly marks: StateMarks
  readonly language: keyof Text
  readonly isSuspended?: boolean
}): string {
  // What it says of its kind is its name already.
  const isNamed = state.history === undefined || state.title.en !== historyTitle.en
  const words = [...(isNamed ? [state.title] : []), ...kindWords(state), ...standing(marks, isSuspended)]
  const parts = [
    ...words,
    ...(marks.badges ?? []).map(({ text }) => text),
    ...(marks.count === undefined ? [] : [casesText(marks.count)]),
  ]
  return parts.map((text) => text[language]).join(language === 'zh-CN' ? '，' : ', ')
}

function kindWords({
  kind,
  history,
  statesInside,
  clock,
  awaits,
  convertsTo,
}: DiagramState): readonly Text[] {
  const inside = statesInside === undefined ? undefined : statesText(statesInside)
  return [
    ...(inside ? [{ 'zh-CN': `已收起，内有 ${inside['zh-CN']}`, en: `closed, ${inside.en} inside` }] : []),
    ...(kind === 'parallel' ? [{ 'zh-CN': '并行', en: 'parallel' }] : []),
    ...(kind === 'final' ? [{ 'zh-CN': '结束状态', en: 'end' }] : []),
    ...(history ? [{ 'zh-CN': '回到上次所在的状态', en: 'back to where it was' }] : []),
    ...(clock ? [{ 'zh-CN': `期限 ${clock['zh-CN']}`, en: `due within ${clock.en}` }] : []),
    ...(awaits ? [{ 'zh-CN': `等待“${awaits.title['zh-CN']}”`, en: `waits for ${awaits.title.en}` }] : []),
    ...(convertsTo
      ? [{ 'zh-CN': `转为“${convertsTo.title['zh-CN']}”`, en: `goes on as ${convertsTo.title.en}` }]
      : []),
  ]
}

function standing(
  { isCurrent, visits = 0, isOutOfReach }: StateMarks,
  isSuspended: boolean,
): readonly Text[] {
  return [
    ...(isCurrent ? [{ 'zh-CN': '当前状态', en: 'current state' }] : []),
    ...(isCurrent && isSuspended ? [{ 'zh-CN': '已暂停', en: 'suspended' }] : []),
    ...(!isCurrent && visits === 1 ? [{ 'zh-CN': '到过', en: 'visited' }] : []),
    ...(visits > 1 ? [{ 'zh-CN': `到过 ${visits} 次`, en: `visited ${visits} times` }] : []),
    ...(isOutOfReach ? [{ 'zh-CN': '不会再到', en: 'not reached from here' }] : []),
  ]
}

function casesText(count: number): Text {
  return { 'zh-CN': `现有 ${count} 件`, en: `${count} ${count === 1 ? 'case' : 'cases'} now` }
}
