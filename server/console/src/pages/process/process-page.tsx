import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useProcess, useProcesses } from '../../api/queries.js'
import { useProfileTitles } from '../../api/profile-titles.js'
import { useMay } from '../../api/session.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useAddress } from '../../parts/use-address.js'
import { CountsPicture } from './counts-picture.js'
import { ParametersTab } from './parameters-tab.js'
import { RulesTab } from './rules-tab.js'
import { VersionsTab } from './versions-tab.js'
import '../../parts/list.css'
import './process-page.css'

const tabs = ['diagram', 'parameters', 'rules', 'versions'] as const
type Tab = (typeof tabs)[number]

/** What is shown of a process: its current version, as a profile has it where the address names one. */
export interface ShownProcess {
  readonly process: string
  readonly profile?: string
}

const parts = {
  diagram: CountsPicture,
  parameters: ParametersTab,
  rules: RulesTab,
  versions: VersionsTab,
} satisfies { readonly [tab in Tab]: unknown }

/** A process: its picture with where its cases stand, its figures, where its rules come from, and its versions. */
export function ProcessPage() {
  const { t } = useTranslation()
  const local = useLocalText()
  const { id = '' } = useParams()
  const { values } = useAddress()
  const may = useMay()
  const shown: ShownProcess = { process: id, ...(values['profile'] && { profile: values['profile'] }) }
  const { data, error, refetch } = useProcess(shown)
  if (!data)
    return error ? (
      <ProblemNotice isPage error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 10 }} />
    )
  // Versions, and the text the rules are read from, are for whoever may deploy.
  const open: readonly Tab[] = may('deploy') ? tabs : ['diagram', 'parameters']
  const tab = open.find((one) => one === values['tab']) ?? 'diagram'
  const Shown = parts[tab]
  return (
    <>
      <div className="page-head">
        <h1>{local(data.title, id)}</h1>
        <span className="soft">{t('processes.current', { version: data.version })}</span>
      </div>
      <Profiles shown={shown} />
      <nav className="tabs process-tabs" aria-label={t('processes.tabs')}>
        {open.map((one) => (
          <Link
            key={one}
            to={{ search: new URLSearchParams({ ...profileOf(shown), tab: one }).toString() }}
            aria-current={one === tab}
            replace
          >
            {t(`processes.tab.${one}`)}
          </Link>
        ))}
      </nav>
      <Shown key={`${id} ${shown.profile ?? ''}`} {...shown} />
    </>
  )
}

const profileOf = ({ profile }: ShownProcess): { readonly profile?: string } =>
  profile === undefined ? {} : { profile }

/** The profiles of the process, where it has any. */
function Profiles({ shown: { process, profile } }: { readonly shown: ShownProcess }) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const { data } = useProcesses()
  const profileTitle = useProfileTitles()
  const profiles = (data?.items ?? []).filter(({ id }) => id === process).map((one) => one.profile)
  if (profiles.length < 2) return null
  return (
    <nav className="tabs process-tabs" aria-label={t('processes.profiles')}>
      {profiles.map((one = '') => {
        const others = Object.entries(values).filter(([name]) => name !== 'profile')
        const search = new URLSearchParams([...others, ...(one === '' ? [] : [['profile', one]])]).toString()
        return (
          <Link key={one} to={{ search }} aria-current={one === (profile ?? '')} replace>
            {one === '' ? t('processes.noProfile') : profileTitle(one)}
          </Link>
        )
      })}
    </nav>
  )
}
