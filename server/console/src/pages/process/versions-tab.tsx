import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Mark } from '../../parts/mark.js'
import { useNames } from '../../api/people.js'
import { useProfileTitles } from '../../api/profile-titles.js'
import { Moment } from '../../parts/moment.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { RowsTable, type Column } from '../../parts/rows-table.js'
import { useAddress } from '../../parts/use-address.js'
import type { ShownProcess } from './process-page.js'
import { VersionChanges } from './version-changes.js'
import { useVersions, type Version } from './versions-query.js'

type Row = Version & { readonly id: string }

const kinds = { current: 'good', earlier: 'plain', retired: 'bad' } as const

/** Every version with its open cases, and what changed between two of them. */
export function VersionsTab({ process }: ShownProcess) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const { data, error, refetch } = useVersions(process)
  const columns = useColumns(process, data?.items ?? [])
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 4 }} />
    )
  const rows: readonly Row[] = data.items.map((version) => ({ ...version, id: version.hash }))
  const [from, to] = ['from', 'to'].map((end) => data.items.find(({ hash }) => hash === values[end]))
  return (
    <>
      <RowsTable caption={t('processes.tab.versions')} columns={columns} rows={rows} isStale={false} />
      {from && to && <VersionChanges process={process} from={from} to={to} />}
    </>
  )
}

function useColumns(process: string, versions: readonly Version[]): readonly Column<Row>[] {
  const { t } = useTranslation()
  const profileTitle = useProfileTitles()
  return [
    {
      name: 'version',
      title: t('processes.version'),
      show: ({ version, profile, hash }) => (
        <>
          <strong>{version}</strong> {profile !== undefined && profileTitle(profile)}{' '}
          <code className="soft">{hash.slice(0, 8)}</code>
        </>
      ),
    },
    {
      name: 'status',
      title: t('processes.status'),
      show: ({ status }) => <Mark kind={kinds[status]}>{t(`processes.is.${status}`)}</Mark>,
    },
    { name: 'at', title: t('processes.deployed'), show: (row) => <DeployedBy row={row} /> },
    {
      name: 'open',
      title: t('processes.open'),
      show: ({ openCases, hash }) => (
        <Link to={`/instances?view=open&process=${process}&version=${hash}`}>
          {openCases.toLocaleString()}
        </Link>
      ),
    },
    {
      name: 'compare',
      title: t('processes.compare'),
      show: (row) => <CompareLink row={row} versions={versions} />,
    },
  ]
}

/** When, by whom and why; and the same of its retiring. */
function DeployedBy({ row: { deployedAt, deployed, retired } }: { readonly row: Row }) {
  const { t } = useTranslation()
  const { person } = useNames()
  return (
    <>
      <Moment at={deployedAt} />
      {deployed && (
        <div className="soft">{t('processes.why', { by: person(deployed.by), why: deployed.note })}</div>
      )}
      {retired && (
        <div className="soft">
          {t('processes.is.retired')} · <Moment at={retired.at} /> ·{' '}
          {t('processes.why', { by: person(retired.by), why: retired.reason })}
        </div>
      )}
    </>
  )
}

/** Leads to what changed since the version before of the same profile; the other one can be chosen there. */
function CompareLink({ row, versions }: { readonly row: Row; readonly versions: readonly Version[] }) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const nameOf = useVersionNames()
  const place = versions.findIndex(({ hash }) => hash === row.hash)
  const others = versions.filter(({ hash }) => hash !== row.hash)
  const before = versions.slice(place + 1).find(({ profile }) => profile === row.profile) ?? others[0]
  if (!before) return <span className="soft">{t('processes.onlyOne')}</span>
  const search = new URLSearchParams({ ...values, from: before.hash, to: row.hash }).toString()
  return (
    <Link to={{ search }} replace>
      {t('processes.compareWith', { version: nameOf(before) })}
    </Link>
  )
}

/** Versions as people tell them from each other. */
export function useVersionNames(): (version: Version) => string {
  const profileTitle = useProfileTitles()
  return ({ version, profile, hash }) =>
    [version, ...(profile === undefined ? [] : [profileTitle(profile)]), hash.slice(0, 8)].join(' ')
}
