import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listOf, within, type Figures } from './figures-asked.js'
import { useProcessAsked } from './use-process-asked.js'

/** The four numbers of the period, each with the list of its cases. */
export function Totals({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation()
  const asked = useProcessAsked()
  const { total } = figures
  const numbers = [
    { name: 'begun', kind: 'begun', count: total.begun },
    { name: 'ended', kind: 'ended', count: total.ended },
    { name: 'breachedCases', kind: 'breached', count: total.breachedCases },
  ] as const
  return (
    <dl className="totals">
      {numbers.map(({ name, kind, count }) => (
        <div key={name} className="panel">
          <dt>{t(`figures.${name}`)}</dt>
          <dd>
            <Link to={listOf({ ...asked, ...within(kind, figures) })}>{count}</Link>
          </dd>
        </div>
      ))}
      <div className="panel">
        <dt>{t('figures.breached')}</dt>
        <dd>{total.breached}</dd>
      </div>
    </dl>
  )
}
