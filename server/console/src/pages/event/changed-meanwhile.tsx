import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProcess } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Ago } from '../../parts/moment.js'
import { StateLines } from '../../parts/state-lines.js'
import { DataValue } from '../instance/data-value.js'
import { fieldsOf } from '../instance/field-definition.js'
import type { OpenedEvent } from './opened-event.js'
import { Reasons } from './reasons.js'

/** The case has gone on while somebody was at its form: what is other now, and going on with it where that is open. */
export function ChangedMeanwhile({
  opened,
  now,
  goOn,
}: {
  readonly opened: OpenedEvent
  readonly now: {
    readonly instance: OpenedEvent['instance']
    readonly event: OpenedEvent['event'] | undefined
  }
  readonly goOn: (now: OpenedEvent) => void
}) {
  const { t } = useTranslation()
  const { instance, event } = now
  return (
    <div className="do-changed" role="alert">
      <strong>{t('event.changed')}</strong>
      <p>
        {t('event.changedText')} <Ago at={instance.updatedAt} />
      </p>
      <dl>
        <dt>{t('event.before')}</dt>
        <dd>
          <StateLines states={opened.instance.states} all />
        </dd>
        <dt>{t('event.now')}</dt>
        <dd>
          {instance.states.length === 0 || instance.status === 'ended' ? (
            t('instance.nowhere')
          ) : (
            <StateLines states={instance.states} all />
          )}
        </dd>
      </dl>
      <ChangedData opened={opened.instance} now={instance} />
      {event && event.answer !== 'no' ? (
        <Button onClick={() => goOn({ instance, event })}>{t('event.goOn')}</Button>
      ) : (
        <>
          <p>{t('event.over')}</p>
          {event?.refusal && <Reasons reasons={event.refusal.reasons} />}
        </>
      )}
    </div>
  )
}

/** Data that are other than they were, with both values. */
function ChangedData({
  opened,
  now,
}: {
  readonly opened: OpenedEvent['instance']
  readonly now: OpenedEvent['instance']
}) {
  const local = useLocalText()
  const { data: process } = useProcess(now)
  const fields = fieldsOf(process)
  const before = (opened.data ?? {}) as Readonly<Record<string, unknown>>
  const after = (now.data ?? {}) as Readonly<Record<string, unknown>>
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  if (names.length === 0) return null
  return (
    <dl>
      {names.map((name) => (
        <div key={name}>
          <dt>{local(fields[name]?.label, name)}</dt>
          <dd>
            <DataValue value={before[name]} definition={fields[name]} /> →{' '}
            <DataValue value={after[name]} definition={fields[name]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
