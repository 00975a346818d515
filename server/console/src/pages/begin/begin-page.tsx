import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useProcess, useProcesses } from '../../api/queries.js'
import { useDrafts } from '../../drafts/use-drafts.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { BeginForm } from './begin-form.js'
import { useMayBegin, type Kind } from './use-may-begin.js'
import '../../parts/list.css'
import '../event/event-page.css'
import './begin-page.css'

/** What kind of case is to begin. */
export function BeginChoicePage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useProcesses()
  const mayBegin = useMayBegin()
  if (!data) return error ? <ProblemNotice isPage error={error} retry={() => void refetch()} /> : <Waiting />
  return (
    <div className="do">
      <section className="panel section">
        <h1>{t('begin.choose')}</h1>
        {mayBegin.length === 0 && <Notice kind="no-right" title={t('begin.none')} />}
        <ul className="do-choice">
          {[...new Set(mayBegin.map(({ id }) => id))].map((id) => (
            <Kinds key={id} kinds={mayBegin.filter((one) => one.id === id)} />
          ))}
        </ul>
        <p>
          <Link to="/instances">{t('event.back')}</Link>
        </p>
      </section>
    </div>
  )
}

/** A procedure: one way to begin, or one for each profile it is kept for. */
function Kinds({ kinds }: { readonly kinds: readonly Kind[] }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const [first, ...others] = kinds
  if (!first) return null
  if (others.length === 0)
    return (
      <li>
        <Link to={addressOf(first)}>
          {local(first.title, first.id)} <span aria-hidden>→</span>
        </Link>
      </li>
    )
  return (
    <li className="begin-kinds">
      <strong>{local(first.title, first.id)}</strong>
      <span>
        {kinds.map((kind) => (
          <Link key={kind.profile ?? ''} to={addressOf(kind)}>
            {kind.profile === undefined ? t('begin.plain') : local(kind.profileTitle, kind.profile)}
          </Link>
        ))}
      </span>
    </li>
  )
}

function addressOf({ id, profile }: Kind): string {
  const query = profile === undefined ? '' : `?${new URLSearchParams({ profile }).toString()}`
  return `/instances/new/${encodeURIComponent(id)}${query}`
}

/** What a new case is begun with. */
export function BeginPage() {
  const { t } = useTranslation()
  const { process: id = '' } = useParams()
  const [search] = useSearchParams()
  const profile = search.get('profile') ?? undefined
  const process = useProcess({ process: id, ...(profile !== undefined && { profile }) })
  const { drafts, isReady, mayKeep, again } = useDrafts({ process: id })
  const processes = useProcesses()
  const mayBegin = useMayBegin()
  const { data } = process
  const failed = [process, processes].find(({ error }) => error !== null)
  if (!data || !isReady || !processes.data)
    return failed?.error ? (
      <ProblemNotice isPage error={failed.error} retry={() => void failed.refetch()} />
    ) : (
      <Waiting />
    )
  if (!mayBegin.some((one) => one.id === id && one.profile === profile))
    return <Notice isPage kind="no-right" title={t('begin.none')} />
  const draft = drafts.find((one) => one.profile === profile)
  const key = `${id} ${profile ?? ''} ${String(mayKeep)}`
  return <BeginForm key={key} process={data} draft={draft} keeping={{ mayKeep, again }} />
}

function Waiting() {
  return <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
}
