import { useTranslation } from 'react-i18next'
import { Link, Navigate, useLocation } from 'react-router'
import type { AcceptedEvent, Instance } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Notice } from '../../parts/notice.js'
import { eventAddress } from './opened-event.js'
import { Reasons } from './reasons.js'

/** What may be done here; straight on where it is one thing only. */
export function EventChoice({
  instance,
  events,
}: {
  readonly instance: Instance
  readonly events: readonly AcceptedEvent[]
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { state } = useLocation() as { readonly state: { readonly from?: string } | null }
  const from = state?.from
  const open = events.filter(({ answer }) => answer !== 'no')
  const closed = events.filter(({ answer }) => answer === 'no')
  const address = (one: AcceptedEvent) => eventAddress(instance.id, { event: one.event, state: one.state })
  const [only] = open
  if (only && events.length === 1) return <Navigate to={address(only)} state={state} replace />
  return (
    <section className="panel section">
      <h1>{t('event.choose')}</h1>
      {open.length === 0 && <Notice kind="empty" title={t('event.nothing')} />}
      <ul className="do-choice">
        {open.map((one) => (
          <li key={`${one.state} ${one.event}`}>
            <Link to={address(one)} state={state}>
              {local(one.title, one.event)} <span aria-hidden>→</span>
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to={from ?? `/instances/${instance.id}`}>{t('event.back')}</Link>
      </p>
      {closed.length > 0 && (
        <details className="do-closed">
          <summary>{t('event.notNow', { count: closed.length })}</summary>
          {closed.map((one) => (
            <div key={`${one.state} ${one.event}`}>
              <strong>{local(one.title, one.event)}</strong>
              {one.refusal && <Reasons reasons={one.refusal.reasons} />}
            </div>
          ))}
        </details>
      )}
    </section>
  )
}
