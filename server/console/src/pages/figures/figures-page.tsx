import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemError } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { FigureFilters } from './figure-filters.js'
import { figuresAsked, type Figures } from './figures-asked.js'
import { HeatPicture } from './heat-picture.js'
import { OverTime } from './over-time.js'
import { BreachTable, OutcomeTable, ProcessTable, VisitTable } from './kinds.js'
import { Totals } from './totals.js'
import '../../parts/list.css'
import './figures-page.css'

/** What happened in a period, as numbers, as a chart and on the picture of a procedure; the address says which. */
export function FiguresPage() {
  const { t } = useTranslation()
  const api = useApi()
  const { values } = useAddress()
  const asked = figuresAsked(values)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['figures', asked],
    queryFn: ({ signal }) => api.readFigures(asked, { signal }),
    placeholderData: keepPreviousData,
    retry: (times, failure) => !(failure instanceof ProblemError) && times < 2,
  })
  const isForbidden = error instanceof ProblemError && error.status === 403
  const isWrongPeriod = error instanceof ProblemError && error.code === 'request-invalid'
  return (
    <>
      <div className="page-head">
        <h1>{t('figures.title')}</h1>
        {data && (
          <span className="soft">
            {t('figures.period', { from: data.from, to: data.to, zone: data.zone })}
          </span>
        )}
      </div>
      {!isForbidden && <FigureFilters told={data} />}
      {isWrongPeriod && <Notice kind="empty" title={t('figures.tooLong')} />}
      {error && !data && !isWrongPeriod && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active className="panel list-wait" paragraph={{ rows: 10 }} />}
      {data && (
        <div aria-busy={isFetching} className="figures">
          <Told figures={data} />
        </div>
      )}
    </>
  )
}

function Told({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation()
  const { begun, ended, breached } = figures.total
  if (begun + ended + breached + figures.visits.length === 0)
    return <Notice kind="empty" title={t('figures.none')} />
  return (
    <>
      <Totals figures={figures} />
      <OverTime figures={figures} />
      <HeatPicture figures={figures} />
      <ProcessTable figures={figures} />
      <OutcomeTable figures={figures} />
      <BreachTable figures={figures} />
      <VisitTable figures={figures} />
    </>
  )
}
