import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useNames } from '../../api/people.js'
import { useAcceptedEvents, type AcceptedEvent, type Instance } from '../../api/queries.js'
import { useSession } from '../../api/session.js'
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
  const isForOthers = useIsForOthers()
  const order = ['yes', 'depends', 'no']
  const events = [...(data?.items ?? [])].sort((a, b) => order.indexOf(a.answer) - order.indexOf(b.answer))
  const own = events.filter((event) => !isForOthers(event))
  return (
    <Section title={t('instance.next')}>
      {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 2 }} />}
      {data && events.length === 0 && <p className="soft">{t('instance.nextNone')}</p>}
      <ul className="next">
        {own.map((event) => (
          <EventItem key={`${event.state} ${event.event}`} event={event} instance={instance} />
        ))}
      </ul>
      <OfOthers events={events.filter(isForOthers)} />
    </Section>
  )
}

/** Whether an event is refused to the reader for want of a role. */
function useIsForOthers(): (event: AcceptedEvent) => boolean {
  const { actor } = useSession()
  return ({ answer, roles }) =>
    answer === 'no' && roles.length > 0 && !roles.some((role) => actor.roles.includes(role))
}

/** What others may do: a line for those who may, instead of a reason for each event. */
function OfOthers({ events }: { readonly events: readonly AcceptedEvent[] }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { role } = useNames()
  if (events.length === 0) return null
  const byRoles = new Map<string, string[]>()
  for (const { roles, title, event } of events) {
    const who = roles.map(role).join(' / ')
    const titles = byRoles.get(who) ?? []
    if (!titles.includes(local(title, event))) byRoles.set(who, [...titles, local(title, event)])
  }
  return (
    <div className="of-others">
      <h3>{t('instance.ofOthers')}</h3>
      <dl>
        {[...byRoles].map(([who, titles]) => (
          <div key={who}>
            <dt>{who}</dt>
            <dd>{titles.join(' · ')}</dd>
          </div>
        ))}
      </dl>
    </div>
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
