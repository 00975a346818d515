import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ActionName } from '../../actions/operator-actions.js'
import { useNames } from '../../api/people.js'
import type { Trail } from '../../api/queries.js'
import type * as zh from '../../i18n/zh-CN/index.js'
import { useCaseTitles } from './titles-context.js'

type Row = Trail[number]

/** Types of rows with words of their own. */
type Told = keyof (typeof zh)['trail']

const isTold = (type: string): type is Told => i18next.exists(`trail.${type}`)

const isNamed = (action: string): action is ActionName => i18next.exists(`actions.name.${action}`)

/** Tells a fact of the trail in words; one of a newer server, which the console has no words for, as another fact. */
export function useRowWords(): (row: Row) => string {
  const { t } = useTranslation()
  const titles = useCaseTitles()
  const { person } = useNames()
  return ({ type, body }) => {
    if (!isTold(type)) return t('trail.other')
    const { person: who } = body
    const words = t(`trail.${type}`, {
      what: whatOf(body),
      who: typeof who === 'string' ? person(who) : '',
    })
    const { deadline } = body
    return typeof deadline === 'string' ? t('history.clock', { words, clock: titles.clock(deadline) }) : words
  }

  function whatOf(body: Readonly<Record<string, unknown>>): string {
    const { state, event, number, decision, action } = body
    if (typeof event === 'string') return titles.event(event)
    if (typeof number === 'string') return number
    if (typeof decision === 'string') return titles.decision(decision)
    if (typeof action === 'string') return isNamed(action) ? t(`actions.name.${action}`) : t('trail.otherAct')
    return typeof state === 'string' ? titles.state(state) : ''
  }
}

/** How much a fact weighs in the eye. */
export function weightOf(type: string): 'strong' | 'bad' | 'plain' {
  if (['deadline-breached', 'incident-opened', 'task-unassigned'].includes(type)) return 'bad'
  return ['created', 'event-accepted', 'ended', 'operator-acted', 'suspended', 'resumed'].includes(type)
    ? 'strong'
    : 'plain'
}
