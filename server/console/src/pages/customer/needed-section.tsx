import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocalText } from '../../i18n/use-local-text.js'
import { ShownFields } from '../instance/shown-fields.js'
import type { CustomerCase, Needed } from './customer-query.js'

/** Forms are large; whoever only looks does not wait for them. */
const CustomerAnswer = lazy(async () => ({
  default: (await import('./customer-answer.js')).CustomerAnswer,
}))

/** What the case waits for, and what else the customer may say; one of them is open at a time. */
export function NeededSection({ token, shown }: { readonly token: string; readonly shown: CustomerCase }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const [opened, setOpened] = useState<Needed>()
  const [sent, setSent] = useState<string>()
  const open = shown.needed.filter(({ answer }) => answer !== 'no')
  const awaited = open.filter((one) => one.awaited)
  const possible = open.filter((one) => !one.awaited)
  const choose = (event: Needed): void => {
    setSent(undefined)
    setOpened(event)
  }
  return (
    <section className="panel customer-part">
      <h2>{t('customer.needed')}</h2>
      {sent !== undefined && (
        <p className="customer-sent" role="status">
          ✓ {t('customer.sent', { what: sent })}
        </p>
      )}
      {opened ? (
        <Suspense fallback={<p role="status">{t('shell.wait')}</p>}>
          <CustomerAnswer
            key={nameOf(opened)}
            token={token}
            asked={opened}
            now={shown.needed.find((one) => nameOf(one) === nameOf(opened))}
            close={() => setOpened(undefined)}
            done={() => {
              setSent(local(opened.title, t('event.submit')))
              setOpened(undefined)
            }}
          />
        </Suspense>
      ) : (
        <>
          {awaited.length === 0 && <p>{t('customer.nothingNeeded')}</p>}
          <Events events={awaited} kind="awaited" choose={choose} />
          {possible.length > 0 && <h3>{t('customer.possible')}</h3>}
          <Events events={possible} kind="possible" choose={choose} />
        </>
      )}
    </section>
  )
}

const nameOf = ({ event, state }: Needed): string => `${state} ${event}`

function Events({
  events,
  kind,
  choose,
}: {
  readonly events: readonly Needed[]
  readonly kind: 'awaited' | 'possible'
  readonly choose: (event: Needed) => void
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  if (events.length === 0) return null
  return (
    <ul className="customer-events">
      {events.map((one) => (
        <li key={nameOf(one)}>
          <ShownFields shows={one.shows} />
          <button type="button" className={`customer-event is-${kind}`} onClick={() => choose(one)}>
            {local(one.title, t('event.submit'))} <span aria-hidden>›</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
