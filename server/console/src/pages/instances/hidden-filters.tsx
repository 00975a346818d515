import { useTranslation } from 'react-i18next'
import { useNames } from '../../api/people.js'
import { useLanguage } from '../../i18n/use-local-text.js'
import { useAddress } from '../../parts/use-address.js'
import './hidden-filters.css'

/** Periods of the address, and the two parameters of each. */
const periods = {
  created: ['createdFrom', 'createdTo'],
  updated: ['updatedFrom', 'updatedTo'],
  ended: ['endedFrom', 'endedTo'],
  due: ['dueFrom', 'dueBefore'],
  breached: ['breachedFrom', 'breachedTo'],
  left: ['leftFrom', 'leftTo'],
} as const

/** What the views ask for too; a saved view may ask for it beside them, or for its opposite. */
const ofViews = {
  status: { active: 'active', ended: 'finished' },
  overdue: { true: 'late', false: 'inTime' },
  suspended: { true: 'suspended', false: 'running' },
  incident: { true: 'incident', false: 'noIncident' },
} as const

interface Hidden {
  readonly name: string
  readonly words: string
  /** Parameters that go with it. */
  readonly parameters: readonly string[]
}

/** What narrows the list and has no field of its own, since a figure or a link led here; each can be taken away. */
export function HiddenFilters() {
  const { t } = useTranslation()
  const { set } = useAddress()
  const hidden = useHidden()
  if (hidden.length === 0) return null
  return (
    <ul className="hidden-filters" aria-label={t('instances.narrowedBy')}>
      {hidden.map(({ name, words, parameters }) => (
        <li key={name}>
          {words}
          <button
            type="button"
            aria-label={t('instances.takeAway', { what: words })}
            onClick={() => set(Object.fromEntries(parameters.map((one) => [one, undefined])))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}

function useHidden(): readonly Hidden[] {
  const { t } = useTranslation()
  const { values } = useAddress()
  const { person, role } = useNames()
  const period = usePeriodWords()
  const { role: team, assignee, unit, field } = values
  const states = (Object.keys(ofViews) as (keyof typeof ofViews)[]).map((name) => {
    const words = new Map(Object.entries(ofViews[name])).get(values[name] ?? '')
    return words !== undefined && { name, words: t(`instances.narrowed.${words}`) }
  })
  const named = [
    ...states,
    field !== undefined && {
      name: 'field',
      words: t('instances.narrowed.field', { what: field.slice(field.indexOf(':') + 1) }),
    },
    team !== undefined && { name: 'role', words: t('instances.narrowed.role', { what: role(team) }) },
    assignee !== undefined && {
      name: 'assignee',
      words: t('instances.narrowed.assignee', { what: person(assignee) }),
    },
    unit !== undefined && { name: 'unit', words: t('instances.narrowed.unit', { what: unit }) },
    ...(['version', 'outcome', 'breachedDeadline', 'leftState', 'leftAgain'] as const).map(
      (name) => values[name] !== undefined && { name, words: t(`instances.narrowed.${name}`) },
    ),
  ].flatMap((one) => (one ? [{ ...one, parameters: [one.name] }] : []))
  const between = (Object.keys(periods) as (keyof typeof periods)[]).flatMap((name): Hidden[] => {
    const [from, to] = periods[name]
    if (values[from] === undefined && values[to] === undefined) return []
    const when = period(values[from], values[to])
    return [{ name, words: t(`instances.narrowed.${name}`, { when }), parameters: periods[name] }]
  })
  return [...named, ...between]
}

/** A period in words; one of whole days by its days. */
function usePeriodWords(): (from: string | undefined, to: string | undefined) => string {
  const language = useLanguage()
  return (from, to) => {
    const words = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
    const moments = [from, to].map((at) => (at === undefined ? undefined : new Date(at)))
    const known = moments.filter((at) => at !== undefined && !Number.isNaN(at.getTime()))
    const [first, last] = moments
    if (known.length === 2 && first && last) return words.formatRange(first, last)
    const arrow = first === undefined ? '≤' : '≥'
    return known[0] ? `${arrow} ${words.format(known[0])}` : ''
  }
}
