import { useTranslation } from 'react-i18next'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DueMark } from '../../parts/due-mark.js'
import { Mark } from '../../parts/mark.js'
import { Moment } from '../../parts/moment.js'
import { CustomerData } from './customer-data.js'
import type { CustomerCase } from './customer-query.js'
import { NeededSection } from './needed-section.js'

/** Where the case is, what is needed of the customer, what is promised for when, and what is known. */
export function CustomerCaseView({ token, shown }: { readonly token: string; readonly shown: CustomerCase }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { title, number, createdAt } = shown
  return (
    <>
      <h1>{local(title)}</h1>
      <p className="soft customer-about">
        {number !== undefined && <span className="customer-number">{number}</span>}
        <span>
          {t('customer.begun')} <Moment at={createdAt} />
        </span>
      </p>
      <Where shown={shown} />
      <NeededSection token={token} shown={shown} />
      <Promised shown={shown} />
      <CustomerData shown={shown} />
    </>
  )
}

function Where({ shown: { status, states, suspended } }: { readonly shown: CustomerCase }) {
  const { t } = useTranslation()
  const local = useLocalText()
  return (
    <section className="panel customer-part">
      <h2>{t('customer.where')}</h2>
      {status === 'ended' && <p className="customer-here">{t('customer.ended')}</p>}
      {suspended && (
        <p>
          <Mark kind="wait">⏸ {t('customer.suspended')}</Mark>
        </p>
      )}
      <ul className="customer-states">
        {states.map(({ title, since }, index) => (
          <li key={index}>
            <span className={status === 'ended' ? '' : 'customer-here'}>{local(title)}</span>
            <span className="soft">
              {t('customer.since')} <Moment at={since} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Promised({ shown }: { readonly shown: CustomerCase }) {
  const { t } = useTranslation()
  const local = useLocalText()
  // What has no words for customers is nothing they wait for.
  const told = shown.promised.filter(({ text }) => text !== undefined)
  if (shown.status === 'ended' || told.length === 0) return null
  return (
    <section className="panel customer-part">
      <h2>{t('customer.promised')}</h2>
      <ul className="customer-promises">
        {told.map(({ dueAt, pausedSince, provisional, text }, index) => (
          <li key={index}>
            {pausedSince === undefined ? (
              <DueMark at={dueAt} provisional={provisional} withDate={false} />
            ) : (
              <Mark kind="wait">⏸ {t('customer.paused')}</Mark>
            )}
            <p>{local(text)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
