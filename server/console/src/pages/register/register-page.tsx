import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { useLanguage, useLocalText } from '../../i18n/use-local-text.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { RegisterFilters } from './register-filters.js'
import { RegisterTable } from './register-table.js'
import { periodOf } from './register-period.js'
import '../../parts/list.css'
import './register-page.css'

type Answer = AnswerOf<'readRegister'>

/** One register: its lines of a period, the cases that began first at the top. The period stands in the address. */
export function RegisterPage() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const local = useLocalText()
  const lang = useLanguage()
  const api = useApi()
  const { values } = useAddress()
  const asked = { ...periodOf(values), lang }
  const { cursor } = values
  const query = useQuery({
    queryKey: ['registers', id, asked, cursor],
    queryFn: ({ signal }) =>
      api.readRegister({ id, ...asked, limit: 50, ...(cursor !== undefined && { cursor }) }, { signal }),
    placeholderData: keepPreviousData,
  })
  const register = query.data?.register
  return (
    <>
      <div className="page-head">
        <h1>{register ? local(register.title, register.id) : t('registers.title')}</h1>
        <Link to="/registers">{t('registers.all')}</Link>
      </div>
      {register?.description && <p className="soft register-about">{local(register.description)}</p>}
      {register && <RegisterFilters register={register} />}
      <Lines query={query} />
      <Onward next={query.data?.next} />
    </>
  )
}

function Lines({ query }: { readonly query: UseQueryResult<Answer> }) {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const { data, error, isFetching, refetch } = query
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
  if (data.items.length > 0) return <RegisterTable answer={data} isStale={isFetching} />
  const isNarrowed = Object.keys(periodOf(values)).length > 0
  // A page may be empty although others follow.
  if (data.next !== undefined) return <Notice kind="empty" title={t('registers.noneHere')} />
  return (
    <Notice kind="empty" title={t(isNarrowed ? 'registers.noneMatch' : 'registers.noLines')}>
      {isNarrowed && (
        <Button onClick={() => set({ from: undefined, to: undefined, open: undefined })}>
          {t('instances.clear')}
        </Button>
      )}
    </Notice>
  )
}

/** Registers are read forwards; from any page one may go back to the first. */
function Onward({ next }: { readonly next: string | undefined }) {
  const { t } = useTranslation()
  const { values, set } = useAddress()
  const isFirst = values['cursor'] === undefined
  if (next === undefined && isFirst) return null
  return (
    <nav className="page-links" aria-label={t('pages.name')}>
      <Button disabled={isFirst} onClick={() => set({})}>
        {t('registers.first')}
      </Button>
      <Button disabled={next === undefined} onClick={() => next !== undefined && set({ cursor: next })}>
        {t('pages.next')}
      </Button>
    </nav>
  )
}
