import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAcceptedEvents, type AcceptedEvent, type Instance } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { eventAddress } from '../event/opened-event.js'
import '../event/do-link.css'
import { Section } from './section.js'

const kinds = { yes: 'good', depends: 'note', no: 'plain' } as const

/** What may be done now, and why not the rest. */
export function NextSection({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useAcceptedEvents(instance.id)
  const order = ['yes', 'depends', 'no']
  const events = [...(data?.items ?? [])].sort((a, b) => order.indexOf(a.answer) - order.indexOf(b.answer))
  return (
    <Section title={t('instance.next')}>
      {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 2 }} />}
      {data && events.length === 0 && <p className="soft">{t('instance.nextNone')}</p>}
      <ul className="next">
        {events.map((event) => (
          <EventItem key={`${event.state} ${event.event}`} event={event} instance={instance} />
        ))}
      </ul>
    </Section>
  )
}

function EventItem({ event, instance }: { readonly event: AcceptedEvent; readonly instance: Instance }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { answer, title, state, refusal } = event
  const where = instance.states.find(({ path }) => path === state)
  return (
    <li>
      <span className="card-head">
        <span>
          <strong>{local(title, event.event)}</strong>
          {where && <span className="soft"> · {local(where.title, where.path)}</span>}
        </span>
        <span className="marks">
          {answer !== 'yes' && <Mark kind={kinds[answer]}>{t(`instance.may.${answer}`)}</Mark>}
          {answer !== 'no' && (
            <Link className="do-link" to={eventAddress(instance.id, { event: event.event, state })}>
              {t('event.do')}
              <span className="sr-only"> {local(title, event.event)}</span>
            </Link>
          )}
        </span>
      </span>
      {answer === 'no' && refusal && (
        <ul className="reasons soft">
          {refusal.reasons.map((reason, index) => (
            <li key={index}>{local(reason.text)}</li>
          ))}
        </ul>
      )}
    </li>
  )
}
