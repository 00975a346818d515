import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/api-context.js'
import { useNames } from '../../api/people.js'
import type { Instance } from '../../api/queries.js'
import { useSettings } from '../../app/settings-context.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { Moment } from '../../parts/moment.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import './lines.css'

const kinds = { issued: 'note', signed: 'good', void: 'bad', archived: 'plain', carried: 'plain' } as const

/** The numbered papers of a case; each opens as a sheet for print in a tab of its own. */
export function PapersTab({ instance: { id } }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const api = useApi()
  const local = useLocalText()
  const { person } = useNames()
  const { base } = useSettings()
  const { data, error, refetch } = useQuery({
    queryKey: ['instance', id, 'papers'],
    queryFn: ({ signal }) => api.listPapers({ id }, { signal }),
  })
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 3 }} />
    )
  if (data.items.length === 0) return <Notice kind="empty" title={t('papers.none')} />
  return (
    <ul className="panel lines">
      {data.items.map(({ paper, number, title, state, issuedAt, issuedBy }) => (
        <li key={`${paper} ${number}`}>
          <span className="number">{number}</span>
          <span className="lines-what">
            <a
              href={`${base}/api/instances/${id}/papers/${encodeURIComponent(paper)}/${encodeURIComponent(number)}`}
              target="_blank"
              rel="noopener"
            >
              {local(title, paper)}
              <span className="sr-only"> {t('papers.newTab')}</span>
              <span aria-hidden> ↗</span>
            </a>
          </span>
          <span className="marks">
            <Mark kind={kinds[state]}>{t(`papers.state.${state}`)}</Mark>
            <Moment at={issuedAt} />
            {issuedBy !== undefined && <span className="soft">{person(issuedBy)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
