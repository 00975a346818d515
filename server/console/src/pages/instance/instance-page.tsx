import { Alert, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PutRight } from '../../actions/put-right.js'
import { useNames } from '../../api/people.js'
import { useInstance, useProcess, type Instance } from '../../api/queries.js'
import { useSession } from '../../api/session.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { Ago } from '../../parts/moment.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { StatusMarks } from '../instances/status-marks.js'
import { DataTab } from './data-tab.js'
import { DiagramTab } from './diagram-tab.js'
import { FilesTab } from './files-tab.js'
import { OverviewTab } from './overview-tab.js'
import { PapersTab } from './papers-tab.js'
import { RelatedTab } from './related-tab.js'
import { TimelineTab } from './timeline-tab.js'
import { TitlesProvider } from './titles-context.js'
import { TrafficTab } from './traffic-tab.js'
import '../../parts/list.css'
import './instance-page.css'

/** Parts of the page; the first one being shown unless the address names another. */
const tabs = ['overview', 'diagram', 'timeline', 'data', 'traffic', 'papers', 'files', 'related'] as const
type Tab = (typeof tabs)[number]

const parts = {
  overview: OverviewTab,
  diagram: DiagramTab,
  timeline: TimelineTab,
  data: DataTab,
  traffic: TrafficTab,
  papers: PapersTab,
  files: FilesTab,
  related: RelatedTab,
} satisfies { readonly [tab in Tab]: unknown }

/** A case: where it is, what is due and why, what may happen next, what has happened, what is known. */
export function InstancePage() {
  const { id = '' } = useParams()
  const { data, error, refetch } = useInstance(id)
  if (data) return <Case instance={data} />
  if (error) return <ProblemNotice isPage error={error} retry={() => void refetch()} />
  return <Skeleton active className="panel list-wait" paragraph={{ rows: 10 }} />
}

function Case({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const { data: process } = useProcess(instance)
  // Whoever sees only where a case stands, as people of outside parties, has no trail and no data to look at.
  const isOutside = useSession().actor.party !== undefined
  const open = isOutside || instance.data === undefined ? (['overview'] as const) : tabs
  const tab: Tab = open.find((one) => one === values['tab']) ?? 'overview'
  const Shown = parts[tab]
  return (
    <TitlesProvider value={{ process, instance }}>
      <Head instance={instance} />
      {open.length > 1 && (
        <nav className="tabs" aria-label={t('instance.tabs')}>
          {open.map((one) => (
            <Link key={one} to={{ search: `tab=${one}` }} aria-current={one === tab} replace>
              {t(`instance.tab.${one}`)}
            </Link>
          ))}
        </nav>
      )}
      <Shown instance={instance} />
    </TitlesProvider>
  )
}

function Head({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { person } = useNames()
  const { number, title, process, status, suspended, incidents, createdAt, updatedAt } = instance
  return (
    <>
      <div className="page-head">
        <h1>
          <span className="number">{number ?? t('instances.noNumber')}</span> {local(title, process)}
        </h1>
        <StatusMarks row={{ status, suspended: suspended !== undefined }} />
        {incidents !== undefined && <Mark kind="bad">{t('instance.incidents', { count: incidents })}</Mark>}
        <span className="soft">
          {t('instance.created')} <Ago at={createdAt} /> · {t('instance.updated')} <Ago at={updatedAt} />
        </span>
        <PutRight instance={instance} />
      </div>
      {suspended && (
        <Alert
          type="warning"
          showIcon
          title={t('instance.suspended')}
          description={
            suspended.by !== undefined &&
            t('instance.suspendedBy', { name: person(suspended.by), reason: suspended.reason ?? '' })
          }
        />
      )}
    </>
  )
}
