import { Select, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { Notice } from '../../parts/notice.js'
import { useVersionChanges, useVersions, type Version } from './versions-query.js'
import { useVersionNames } from './versions-tab.js'

interface Compared {
  readonly process: string
  readonly from: Version
  readonly to: Version
}

/** What changed from one version to another, line by line: `+` and `−` say what colours say. */
export function VersionChanges({ process, from, to }: Compared) {
  const { t } = useTranslation()
  const { data, error, refetch } = useVersionChanges(process, { from: from.hash, to: to.hash })
  return (
    <section className="panel version-changes">
      <h2>{t('processes.changes')}</h2>
      <Ends process={process} from={from} to={to} />
      {data === undefined && !error && <Skeleton active paragraph={{ rows: 6 }} />}
      {data === undefined && error && <ProblemNotice error={error} retry={() => void refetch()} />}
      {data === '' && <Notice kind="empty" title={t('processes.same')} />}
      {data !== undefined && data !== '' && <Lines text={data} />}
    </section>
  )
}

function Ends({ process, ...ends }: Compared) {
  const { t } = useTranslation()
  const { set } = useAddress()
  const { data } = useVersions(process)
  const nameOf = useVersionNames()
  const options = (data?.items ?? []).map((version) => ({ value: version.hash, label: nameOf(version) }))
  return (
    <p className="version-ends">
      {(['from', 'to'] as const).map((end) => (
        <Select
          key={end}
          aria-label={t(`processes.${end}`)}
          prefix={t(`processes.${end}`)}
          value={ends[end].hash}
          options={options}
          onChange={(hash) => set({ [end]: hash })}
        />
      ))}
    </p>
  )
}

const kinds = { '+': 'added', '-': 'removed', '@': 'place' } as const

function Lines({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  // The first lines of a unified diff name both texts; that is said above.
  const lines = text.split('\n').filter((line) => !/^(---|\+\+\+|===|Index:)/.test(line))
  return (
    <pre className="changed-lines" tabIndex={0} role="region" aria-label={t('processes.changes')}>
      {lines.map((line, index) => {
        const kind = kinds[line.charAt(0) as keyof typeof kinds]
        const Line = kind === 'added' ? 'ins' : kind === 'removed' ? 'del' : 'span'
        return (
          <Line key={index} className={kind}>
            {line === '' ? ' ' : line}
          </Line>
        )
      })}
    </pre>
  )
}
