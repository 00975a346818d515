import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useRegisters } from '../../api/registers.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import '../../parts/list.css'
import './registers-page.css'

/** The registers that are open to the reader. */
export function RegistersPage() {
  const { t } = useTranslation()
  return (
    <>
      <div className="page-head">
        <h1>{t('registers.title')}</h1>
      </div>
      <Registers />
    </>
  )
}

function Registers() {
  const { t, i18n } = useTranslation()
  const local = useLocalText()
  const { data, error, refetch } = useRegisters()
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 4 }} />
    )
  if (data.items.length === 0) return <Notice kind="empty" title={t('registers.none')} />
  const registers = data.items.toSorted((a, b) =>
    local(a.title, a.id).localeCompare(local(b.title, b.id), i18n.language),
  )
  return (
    <ul className="panel registers">
      {registers.map(({ id, title, description }) => (
        <li key={id}>
          <Link to={`/registers/${id}`}>{local(title, id)}</Link>
          {description && <p className="soft">{local(description)}</p>}
        </li>
      ))}
    </ul>
  )
}
