import { useQuery } from '@tanstack/react-query'
import { Switch } from 'antd'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/api-context.js'
import { Diagram } from '../../parts/diagram/diagram.js'
import type { StateCounts } from '../../parts/diagram/mark-counts.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import type { ShownProcess } from './process-page.js'

/** The picture of a process; on demand with how many open cases stand in each state, of all its versions. */
export function CountsPicture({ process, profile }: ShownProcess) {
  const { t } = useTranslation()
  const label = useId()
  const { values, set } = useAddress()
  const isCounted = values['counts'] === 'true'
  const { data, error, isFetching, refetch } = useStateCounts(process, isCounted)
  const counts = useMemo<StateCounts | undefined>(
    () =>
      data &&
      Object.fromEntries((data.items ?? []).flatMap(({ state, count }) => (state ? [[state, count]] : []))),
    [data],
  )
  return (
    <>
      <p className="counts-switch">
        <Switch
          aria-labelledby={label}
          checked={isCounted}
          loading={isFetching}
          onChange={(isOn) => set({ counts: isOn ? 'true' : undefined })}
        />
        <span id={label}>{t('processes.counts')}</span>
        {isCounted && data && (
          <span className="soft" role="status">
            {t('processes.countsAll', { count: data.count })}
          </span>
        )}
      </p>
      {isCounted && error && <ProblemNotice error={error} retry={() => void refetch()} />}
      <Diagram drawn={{ process, profile }} counts={isCounted ? counts : undefined} />
    </>
  )
}

function useStateCounts(process: string, enabled: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: ['instances', 'count', 'by state', process],
    queryFn: ({ signal }) => api.countInstances({ process, status: 'active', by: 'state' }, { signal }),
    staleTime: 30_000,
    enabled,
  })
}
