import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnswerOf } from '../../../../client/index.js'
import { useApi } from '../../api/api-context.js'
import { useProcesses, type Instance } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { Moment } from '../../parts/moment.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import './lines.css'

type Related = AnswerOf<'listLinks'>['links'][number]

/** Most links of a case that are shown. */
const mostLinks = 200

/** Cases that have to do with this one, from both sides, and those that are probably the same matter. */
export function RelatedTab({ instance: { id } }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const api = useApi()
  const { data, error, refetch } = useQuery({
    queryKey: ['instance', id, 'links'],
    queryFn: async ({ signal }) => {
      const [{ links }, { items }] = await Promise.all([
        api.listLinks({ id, limit: mostLinks }, { signal }),
        api.listSimilar({ id }, { signal }),
      ])
      return { links, similar: items }
    },
  })
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 3 }} />
    )
  if (data.links.length + data.similar.length === 0) return <Notice kind="empty" title={t('related.none')} />
  return (
    <ul className="panel lines">
      {data.links.map((link) => (
        <LinkLine
          key={`${link.instance} ${link.relation}`}
          link={link}
          title={t(`related.${link.relation}.${link.direction}`)}
        />
      ))}
      {data.similar.map(({ id: other, process, number, status, createdAt }) => (
        <LinkLine
          key={other}
          link={{ instance: other, process, status, at: createdAt, ...(number !== undefined && { number }) }}
          title={t('related.similar')}
        />
      ))}
    </ul>
  )
}

type Shown = Pick<Related, 'instance' | 'process' | 'number' | 'status' | 'at'>

function LinkLine({ link, title }: { readonly link: Shown; readonly title: string }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { data: processes } = useProcesses()
  const { instance, process, number, status, at } = link
  const name = local(processes?.items.find(({ id }) => id === process)?.title, process ?? '')
  return (
    <li>
      <span className="soft">{title}</span>
      <span className="lines-what">
        {process === undefined ? (
          t('related.closed')
        ) : status === 'asked' || status === 'refused' ? (
          name
        ) : (
          <Link to={`/instances/${instance}`}>
            <span className="number">{number ?? t('instances.noNumber')}</span> {name}
          </Link>
        )}
      </span>
      <span className="marks">
        {status !== undefined && (
          <Mark kind={status === 'active' ? 'note' : status === 'refused' ? 'bad' : 'plain'}>
            {t(`related.status.${status}`)}
          </Mark>
        )}
        {at !== undefined && <Moment at={at} />}
      </span>
    </li>
  )
}
