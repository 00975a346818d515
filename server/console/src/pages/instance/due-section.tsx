import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../../../client/index.js'
import { useNames } from '../../api/people.js'
import { useDeadlines, type Instance } from '../../api/queries.js'
import { useLocalText, type LocalText } from '../../i18n/use-local-text.js'
import { DueMark } from '../../parts/due-mark.js'
import { Mark } from '../../parts/mark.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { Section } from './section.js'
import { ZonedMoment } from './zoned-moment.js'

type Clock = AnswerOf<'explainDeadlines'>['running'][number]

/** Every clock that runs, the soonest first, and in words why it is due when it is. */
export function DueSection({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useDeadlines(instance.id)
  const clocks = [...(data?.running ?? [])].sort((a, b) => dueOf(a) - dueOf(b))
  return (
    <Section title={t('instance.dueTitle')}>
      {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 2 }} />}
      {data && clocks.length === 0 && <p className="soft">{t('instance.dueNone')}</p>}
      <ul className="clocks">
        {clocks.map((clock) => (
          <ClockItem key={clock.id ?? clock.key} clock={clock} />
        ))}
      </ul>
    </Section>
  )
}

const dueOf = ({ dueAt }: Clock): number => (dueAt === undefined ? Infinity : Date.parse(dueAt))

function ClockItem({ clock }: { readonly clock: Clock }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { person } = useNames()
  const { title } = (clock.rule ?? {}) as { readonly title?: LocalText }
  const { lines, customer } = (clock.words ?? {}) as {
    readonly lines?: readonly LocalText[]
    readonly customer?: LocalText
  }
  return (
    <li>
      <span className="card-head">
        <strong>{local(title, local((clock.state as { title?: LocalText } | undefined)?.title))}</strong>
        <span>
          {clock.pausedSince === undefined && <DueMark at={clock.dueAt} withDate={false} />}{' '}
          {clock.pausedSince === undefined && clock.dueAt !== undefined && (
            <span className="soft">
              <ZonedMoment at={clock.dueAt} zone={clock.calendar?.zone} />
              {clock.provisional && <span title={t('due.provisionalWhy')}> · {t('due.provisional')}</span>}
            </span>
          )}
        </span>
      </span>
      <span className="marks clock-marks">
        {clock.pausedSince !== undefined && <Mark kind="wait">⏸ {t('instance.paused')}</Mark>}
        {clock.byHand && <Mark kind="note">{t('instance.byHand', { name: person(clock.byHand.by) })}</Mark>}
      </span>
      <p className="soft">{local(customer ?? clock.text)}</p>
      {lines && (
        <details>
          <summary>{t('instance.why')}</summary>
          <ol className="why">
            {lines.map((line, index) => (
              <li key={index}>{local(line)}</li>
            ))}
          </ol>
        </details>
      )}
    </li>
  )
}
