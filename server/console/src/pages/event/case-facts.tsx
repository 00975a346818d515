import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDeadlines, type Instance } from '../../api/queries.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DueMark } from '../../parts/due-mark.js'
import { StateLines } from '../../parts/state-lines.js'

/** Which case this is about: its number and procedure, where it is, and what is due next. */
export function CaseFacts({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { data } = useDeadlines(instance.id)
  const due = [...(data?.running ?? [])]
    .filter(({ dueAt, pausedSince }) => dueAt !== undefined && pausedSince === undefined)
    .sort((a, b) => Date.parse(a.dueAt ?? '') - Date.parse(b.dueAt ?? ''))[0]
  return (
    <aside className="panel section do-facts" aria-label={t('event.facts')}>
      <p>
        <Link className="number" to={`/instances/${instance.id}`}>
          {instance.number ?? t('instances.noNumber')}
        </Link>{' '}
        <span className="soft">{local(instance.title, instance.process)}</span>
      </p>
      <p>
        <StateLines states={instance.states} all />
      </p>
      {due && <DueMark at={due.dueAt} provisional={due.provisional} />}
    </aside>
  )
}
