import { Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams, useSearchParams } from 'react-router'
import { useAcceptedEvents, useInstance } from '../../api/queries.js'
import type { Draft } from '../../drafts/draft-state.js'
import { useDrafts, type Drafts } from '../../drafts/use-drafts.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { CaseFacts } from './case-facts.js'
import { EarlierDrafts } from './earlier-drafts.js'
import { EventChoice } from './event-choice.js'
import { EventForm } from './event-form.js'
import { Reasons } from './reasons.js'
import type { OpenedEvent } from './opened-event.js'
import '../../parts/list.css'
import './event-page.css'

/** One event of a case, ready to be done: beside it what the case is, in it what has to be said. */
export function EventPage() {
  const { id = '', event } = useParams()
  const [search] = useSearchParams()
  const state = search.get('state') ?? undefined
  const instance = useInstance(id)
  const accepted = useAcceptedEvents(id)
  const { drafts, isReady, mayKeep, again } = useDrafts({ instance: id })
  const error = instance.error ?? accepted.error
  if (!instance.data || !accepted.data || !isReady)
    return error ? (
      <ProblemNotice
        isPage
        error={error}
        retry={() => {
          void instance.refetch()
          void accepted.refetch()
        }}
      />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
    )
  const events = accepted.data.items.filter((one) => state === undefined || one.state === state)
  const found = events.find((one) => one.event === event)
  return (
    <div className="do">
      <CaseFacts instance={instance.data} />
      {event === undefined ? (
        <EventChoice instance={instance.data} events={events} />
      ) : (
        <Doing
          key={`${id} ${state ?? ''} ${event}`}
          now={{ instance: instance.data, event: found }}
          drafts={drafts.filter((one) => one.event === event && (state ?? one.state) === one.state)}
          keeping={{ mayKeep, again }}
        />
      )}
    </div>
  )
}

/** The event as it was when its reader began; what changes meanwhile is told, and takes nothing away. */
function Doing({
  now,
  drafts,
  keeping,
}: {
  readonly now: {
    readonly instance: OpenedEvent['instance']
    readonly event: OpenedEvent['event'] | undefined
  }
  readonly drafts: readonly Draft[]
  readonly keeping: Pick<Drafts, 'mayKeep' | 'again'>
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { state } = useLocation() as { readonly state: { readonly from?: string } | null }
  const [opened, setOpened] = useState<OpenedEvent | undefined>(
    now.event && now.event.answer !== 'no' ? { instance: now.instance, event: now.event } : undefined,
  )
  const back = state?.from ?? `/instances/${now.instance.id}`
  const draft = drafts.find(({ visit, state: of }) => visit === now.event?.visit && of === now.event?.state)
  const earlier = drafts.filter((one) => one !== draft)
  // Once the drafts are known after all, the form begins anew with them and with what this tab has.
  const key = String(keeping.mayKeep)
  const form = { opened, now, back, draft, earlier, keeping }
  if (opened) return <EventForm key={key} {...form} opened={opened} goOn={(next) => setOpened(next)} />
  return (
    <section className="panel section">
      <EarlierDrafts drafts={drafts} instance={now.instance} schema={now.event?.formSchema} />
      <Notice isPage kind="no-right" title={local(now.event?.title, '') || t('event.notOpen')}>
        {now.event?.refusal ? (
          <Reasons reasons={now.event.refusal.reasons} />
        ) : (
          <p>{t('event.notOpenText')}</p>
        )}
        <Link to={back}>{t('event.back')}</Link>
      </Notice>
    </section>
  )
}
