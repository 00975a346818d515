import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useProcesses } from '../../api/queries.js'
import { useLanguage } from '../../i18n/use-local-text.js'
import { Diagram } from '../../parts/diagram/diagram.js'
import type { CountWords, StateCounts } from '../../parts/diagram/mark-counts.js'
import { lengthOf } from '../../parts/moment.js'
import { useAddress } from '../../parts/use-address.js'
import type { Figures } from './figures-asked.js'

const minute = 60_000

const measures = ['spent', 'visits', 'breaches'] as const
type Measure = (typeof measures)[number]

/** The picture of a procedure, coloured by how long its states lasted, how often they were visited, or what was broken in them. */
export function HeatPicture({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { values } = useAddress()
  const { process } = values
  const profile = useProcesses().data?.items.find(({ id }) => id === process)?.profile
  const measure = measures.find((one) => one === values['measure']) ?? 'spent'
  const counts = useMemo(() => heatOf(figures, { process, measure }), [figures, process, measure])
  const words = useMemo<CountWords>(() => {
    const told = (count: number): string =>
      measure === 'spent' ? lengthOf(count * minute, language) : count.toLocaleString(language)
    return {
      label: told,
      spoken: (count) => `${t(`figures.measure.${measure}`)} ${told(count)}`,
      ...(measure === 'breaches' && { isSum: true as const }),
    }
  }, [measure, language, t])
  if (process === undefined) return <p className="soft">{t('figures.choose')}</p>
  const numbers = Object.values(counts)
  return (
    <section>
      <h2>{t('figures.heat')}</h2>
      <nav className="tabs" aria-label={t('figures.measures')}>
        {measures.map((one) => (
          <Link
            key={one}
            to={{ search: new URLSearchParams({ ...values, measure: one }).toString() }}
            aria-current={one === measure}
            replace
          >
            {t(`figures.measure.${one}`)}
          </Link>
        ))}
      </nav>
      <p className="soft heat-legend">
        {numbers.length === 0
          ? t('figures.noHeat')
          : t('figures.legend', {
              least: words.label(Math.min(...numbers)),
              most: words.label(Math.max(...numbers)),
            })}
      </p>
      <Diagram drawn={{ process, profile }} counts={counts} words={words} />
    </section>
  )
}

/**
 * The number of each state of a procedure, of times in minutes. Breaches of several deadlines of a state are counted
 * together. While the figures of one procedure are on their way, those shown before are of all of them.
 */
function heatOf(
  { visits, breaches }: Figures,
  { process, measure }: { readonly process: string | undefined; readonly measure: Measure },
): StateCounts {
  const isAsked = (one: { readonly process: string }): boolean => one.process === process
  if (measure !== 'breaches')
    return Object.fromEntries(
      visits
        .filter(isAsked)
        .map(({ state, spent, count }) => [
          state,
          measure === 'spent' ? Math.round(spent.middle / minute) : count,
        ]),
    )
  const counts: Record<string, number> = {}
  for (const { state, count } of breaches.filter(isAsked)) counts[state] = (counts[state] ?? 0) + count
  return counts
}
