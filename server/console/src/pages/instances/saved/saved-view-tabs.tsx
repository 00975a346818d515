import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../../api/api-context.js'
import { useNames } from '../../../api/people.js'
import { useAddress } from '../../../parts/use-address.js'
import { filterByAddress } from '../instance-views.js'
import { isShown, searchOf, useSavedViews, type SavedView } from './use-saved-views.js'
import { ViewsSheet } from './views-sheet.js'
import './saved-views.css'

/** With more views than these, counting them all costs more than it tells. */
const mostCounted = 8

/** Views somebody has saved, and the way to save what is shown now. */
export function SavedViewTabs({ now }: { readonly now: number }) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const { views } = useSavedViews()
  const { role } = useNames()
  const [isOpen, setOpen] = useState(false)
  const shown = views.find((view) => isShown(view, values))
  return (
    <div className="saved-views">
      {views.length > 0 && (
        <nav className="tabs" aria-label={t('views.title')}>
          {views.map((view, at) => (
            <Link key={view.id} to={{ search: searchOf(view) }} aria-current={view === shown}>
              {view.gone.length > 0 && <GoneMark />}
              {view.name}{' '}
              {view.role !== undefined && (
                <span className="saved-for">{t('views.sharedWith', { role: role(view.role) })}</span>
              )}
              {view.gone.length === 0 && at < mostCounted && <Count view={view} now={now} />}
            </Link>
          ))}
        </nav>
      )}
      <button type="button" className="saved-open" onClick={() => setOpen(true)}>
        ☆ {t('views.open')}
      </button>
      {shown && shown.gone.length > 0 && <Gone view={shown} />}
      {isOpen && <ViewsSheet close={() => setOpen(false)} />}
    </div>
  )
}

function GoneMark() {
  const { t } = useTranslation()
  return (
    <span className="saved-gone-mark" role="img" aria-label={t('views.hasGone')}>
      !
    </span>
  )
}

/** What a view names that is not there any more. */
function Gone({ view }: { readonly view: SavedView }) {
  const { t } = useTranslation()
  return (
    <p className="saved-gone" role="status">
      {view.gone.map(({ parameter, value }) => (
        <span key={parameter}>{t(`views.gone.${wordFor(parameter)}`, { value })} </span>
      ))}
    </p>
  )
}

const told = ['process', 'state', 'role', 'assignee'] as const

function wordFor(parameter: string): (typeof told)[number] | 'other' {
  return told.find((one) => one === parameter) ?? 'other'
}

function Count({ view, now }: { readonly view: SavedView; readonly now: number }) {
  const api = useApi()
  const { dueBefore, ...filter } = filterByAddress(view.address, now)
  const { data } = useQuery({
    queryKey: ['instances', 'count', view.id, filter],
    queryFn: ({ signal }) =>
      api.countInstances({ ...filter, ...(dueBefore !== undefined && { dueBefore }) }, { signal }),
    staleTime: 60_000,
    retry: false,
  })
  return data ? <span className="tab-count">{data.count.toLocaleString()}</span> : null
}
