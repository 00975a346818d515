import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../api/api-context.js'
import { useAddress } from '../../parts/use-address.js'
import { addressOfView, filterByAddress, viewOf, views, type View } from './instance-views.js'

/** Views of which the number is worth a look before anything is opened. */
const counted: ReadonlySet<View> = new Set(['open', 'late', 'soon', 'incident', 'suspended'])

/** The views, with how many cases stand in those one has to act on. */
export function ViewTabs({ now }: { readonly now: number }) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const current = viewOf(values)
  return (
    <nav className="tabs" aria-label={t('instances.views')}>
      {views.map((view) => (
        <Link
          key={view}
          to={{ search: new URLSearchParams(addressOfView(view, values)).toString() }}
          aria-current={view === current}
        >
          {t(`instances.view.${view}`)} {counted.has(view) && <Count view={view} now={now} />}
        </Link>
      ))}
    </nav>
  )
}

function Count({ view, now }: { readonly view: View; readonly now: number }) {
  const api = useApi()
  const { values } = useAddress()
  // What the link leads to: the view with everything else the address says.
  const { dueBefore, ...filter } = filterByAddress(addressOfView(view, values), now)
  const { data } = useQuery({
    queryKey: ['instances', 'count', view, filter],
    queryFn: ({ signal }) =>
      api.countInstances({ ...filter, ...(dueBefore !== undefined && { dueBefore }) }, { signal }),
    staleTime: 30_000,
  })
  return data ? <span className={`tab-count tab-${view}`}>{data.count.toLocaleString()}</span> : null
}
