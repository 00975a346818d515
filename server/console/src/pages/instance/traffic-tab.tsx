import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf, ItemOf } from '../../../../client/index.js'
import { ActionSheet } from '../../actions/action-sheet.js'
import type { ActionName } from '../../actions/operator-actions.js'
import { permissionOf } from '../../actions/operator-actions.js'
import { useApi } from '../../api/api-context.js'
import { useNames } from '../../api/people.js'
import type { Instance } from '../../api/queries.js'
import { useMay } from '../../api/session.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { Moment } from '../../parts/moment.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useCaseTitles } from './titles-context.js'
import { useFailureWords } from './use-failure-words.js'
import './lines.css'

type Effect = AnswerOf<'listEffects'>['items'][number]
type Incident = ItemOf<'listIncidents'>

const kinds = {
  pending: 'note',
  delivered: 'good',
  dead: 'bad',
  cancelled: 'plain',
  skipped: 'wait',
  replayed: 'plain',
} as const

/** Messages and calls of a case, the newest first, and what waits for somebody's decision about them. */
export function TrafficTab({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const api = useApi()
  const { id } = instance
  const { data, error, refetch } = useQuery({
    queryKey: ['instance', id, 'traffic'],
    queryFn: async ({ signal }) => {
      const [effects, incidents] = await Promise.all([
        api.listEffects({ id }, { signal }),
        api.listIncidents({ instance: id, limit: 200 }, { signal }),
      ])
      return { effects: [...effects.items].reverse(), incidents: incidents.items }
    },
  })
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 4 }} />
    )
  if (data.effects.length === 0) return <Notice kind="empty" title={t('traffic.none')} />
  return (
    <>
      {data.incidents.length > 0 && (
        <ul className="panel lines" aria-label={t('traffic.incidents')}>
          {data.incidents.map((incident) => (
            <IncidentLine key={incident.id} incident={incident} instance={instance} />
          ))}
        </ul>
      )}
      <ul className="panel lines" aria-label={t('instance.tab.traffic')}>
        {data.effects.map((effect) => (
          <EffectLine key={effect.id} effect={effect} />
        ))}
      </ul>
    </>
  )
}

function IncidentLine({ incident, instance }: { readonly incident: Incident; readonly instance: Instance }) {
  const { t } = useTranslation()
  const may = useMay()
  const titles = useCaseTitles()
  const failureWords = useFailureWords()
  const [open, setOpen] = useState<ActionName>()
  const { id, state, openedAt, decisions } = incident
  return (
    <li>
      <Mark kind="bad">! {t('traffic.incident')}</Mark>
      <span className="lines-what">
        <strong>{titles.state(state)}</strong>
        <p>{failureWords(incident)}</p>
        <p className="put-right">
          {decisions
            .filter((one) => may(permissionOf(one)))
            .map((one) => (
              <Button key={one} onClick={() => setOpen(one)}>
                {t(`actions.name.${one}`)}
              </Button>
            ))}
        </p>
      </span>
      <Moment at={openedAt} />
      {open && (
        <ActionSheet
          action={open}
          instance={instance}
          given={{ incident: id }}
          close={() => setOpen(undefined)}
        />
      )}
    </li>
  )
}

function EffectLine({ effect }: { readonly effect: Effect }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const titles = useCaseTitles()
  const failureWords = useFailureWords()
  const { role } = useNames()
  const { kind, to = [], state, subject, message, templateTitle, status, requestedAt, failure } = effect
  const title = local(templateTitle, titles.state(state))
  return (
    <li>
      <span className="soft">
        {kind === 'notify' ? to.map(role).join(t('actions.comma')) : t('traffic.call')}
      </span>
      <span className="lines-what">
        {message ? (
          <details>
            <summary>{local(subject, title)}</summary>
            <p>{local(message)}</p>
          </details>
        ) : (
          title
        )}
        {failure && <p className="soft">{failureWords(failure)}</p>}
      </span>
      <span className="marks">
        <Mark kind={kinds[status]}>{t(`traffic.status.${status}`)}</Mark>
        <Moment at={requestedAt} />
      </span>
    </li>
  )
}
