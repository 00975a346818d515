import type { ClockHistory, EndedClock, ExplainedClock } from '../../core/explain/index.js'
import type { Text } from '../../errors/index.js'
import type { Instant } from '../../time/index.js'
import { sayInstant, spaced, type Language } from '../../time/words/index.js'

/** What happened to a deadline so far, in the order of its kinds, each with its row of the trail. */
export function tellHistory({ history, calendar, ...clock }: ExplainedClock | EndedClock): readonly Text[] {
  if (!history) return []
  const zone = calendar.zone
  const now = clock.dueAt
  return [
    ...history.moves.map((move) => moveLine(move, zone)),
    ...history.warnings.map(({ at, seq }) => factLine(zone, { at, seq, en: 'Warned', zh: '已提醒' })),
    ...history.breaches.map((breach) => breachLine(breach, zone, now)),
    ...history.escalations.map(({ at, seq }) => factLine(zone, { at, seq, en: 'Escalated', zh: '已上报' })),
    ...history.withdrawals.map((withdrawal) => withdrawalLine(withdrawal, zone)),
  ]
}

/** How it ended. */
export function tellEnded({ how, endedAt, calendar }: EndedClock): readonly Text[] {
  const words: { readonly [how in EndedClock['how']]: Text } = {
    met: { en: 'Kept', 'zh-CN': '已按期完成' },
    broken: { en: 'Ended after it was broken', 'zh-CN': '逾期后结束' },
    dropped: { en: 'Dropped, because what it counted by is gone', 'zh-CN': '因依据的时间已撤销而取消' },
    restarted: { en: 'Counted anew', 'zh-CN': '重新起算' },
  }
  const at = (language: Language): string => sayInstant(endedAt, calendar.zone, language)
  return [
    { en: `${words[how].en} on ${at('en')}.`, 'zh-CN': spaced(`${words[how]['zh-CN']}：${at('zh-CN')}。`) },
  ]
}

function factLine(
  zone: string,
  {
    at,
    seq,
    en,
    zh,
  }: { readonly at: Instant; readonly seq: number; readonly en: string; readonly zh: string },
): Text {
  return {
    en: `${en} on ${sayInstant(at, zone, 'en')} (trail ${seq}).`,
    'zh-CN': spaced(`${zh}：${sayInstant(at, zone, 'zh-CN')}（记录 ${seq}）。`),
  }
}

const becauses: { readonly [because: string]: Text } = {
  pause: { en: 'it stood still', 'zh-CN': '曾暂停计时' },
  data: { en: 'the data changed', 'zh-CN': '资料有变' },
  restart: { en: 'it began anew', 'zh-CN': '重新起算' },
  'by-hand': { en: 'set by hand', 'zh-CN': '人工设定' },
  recompute: { en: 'it was counted again', 'zh-CN': '重新计算' },
}

function moveLine({ from, to, because, reason, seq }: ClockHistory['moves'][number], zone: string): Text {
  const [en, zh] = (['en', 'zh-CN'] as const).map((language) =>
    [from, to].map((at) => sayInstant(at, zone, language)),
  )
  const known = because === undefined ? undefined : becauses[because]
  const [why, whyZh] = [known?.en, known?.['zh-CN']].map((text, index) =>
    [text, reason?.replace(/[.。]$/, '')]
      .filter((part) => part !== undefined)
      .join(index === 0 ? ': ' : '，'),
  )
  return {
    en: `Moved from ${en?.[0]} to ${en?.[1]}${why ? ` (${why})` : ''} (trail ${seq}).`,
    'zh-CN': spaced(`由 ${zh?.[0]} 改为 ${zh?.[1]}${whyZh ? `（${whyZh}）` : ''}（记录 ${seq}）。`),
  }
}

/** A breach is a fact, also where a recount has moved the due point since. */
function breachLine(
  { at, calendar, dueAt, seq }: ClockHistory['breaches'][number],
  zone: string,
  now: Instant | undefined,
): Text {
  const version = calendar?.hash.slice(0, 12)
  const moved = now !== undefined && now !== dueAt
  const [en, zh] = [sayInstant(at, zone, 'en'), sayInstant(at, zone, 'zh-CN')]
  const under = version === undefined ? '' : ` under calendar version ${version}`
  const nowEn = moved ? `, now due on ${sayInstant(now, zone, 'en')}` : ''
  const underZh = version === undefined ? '' : `（日历版本 ${version}）`
  const nowZh = moved ? `，现到期时间为 ${sayInstant(now, zone, 'zh-CN')}` : ''
  return {
    en: `Breached on ${en}${under}${nowEn} (trail ${seq}).`,
    'zh-CN': spaced(`${zh}逾期${underZh}${nowZh}（记录 ${seq}）。`),
  }
}

function withdrawalLine(
  { at, seq, occurredAt, told }: ClockHistory['withdrawals'][number],
  zone: string,
): Text {
  const when = occurredAt ?? at
  const sent = told.length === 0 ? '' : ` Messages sent before: ${told.join(', ')}.`
  const sentZh = told.length === 0 ? '' : `此前已发出的消息：${told.join('、')}。`
  return {
    en: `The breach was withdrawn: it had been kept on ${sayInstant(when, zone, 'en')} (trail ${seq}).${sent}`,
    'zh-CN': spaced(`逾期已撤销：实际于 ${sayInstant(when, zone, 'zh-CN')}完成（记录 ${seq}）。${sentZh}`),
  }
}
