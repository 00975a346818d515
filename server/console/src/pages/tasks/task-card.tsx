import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { useApi } from '../../api/api-context.js'
import { useNames } from '../../api/people.js'
import { useSession } from '../../api/session.js'
import { useTell } from '../../app/toasts.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { DueMark } from '../../parts/due-mark.js'
import { Mark } from '../../parts/mark.js'
import { useProblemText } from '../../parts/problem-notice.js'
import { useNow } from '../../parts/use-now.js'
import { eventAddress } from '../event/opened-event.js'
import '../event/do-link.css'
import type { Task } from './task-views.js'

/** One task: what is to be done for which case, by when, and who has it. */
export function TaskCard({ task }: { readonly task: Task }) {
  const { t } = useTranslation()
  const local = useLocalText()
  const now = useNow()
  const { pathname, search } = useLocation()
  const isLate = task.dueAt !== undefined && Date.parse(task.dueAt) < now
  return (
    <li className={isLate ? 'card is-late' : 'card'}>
      <span className="card-head">
        <Link className="task-name" to={`/instances/${task.instance}`}>
          {local(task.stateTitle, task.state)}
        </Link>
        {task.dueAt !== undefined && (
          <DueMark at={task.dueAt} provisional={task.provisional} withDate={false} />
        )}
      </span>
      <span className="soft">
        <span className="number">{task.number}</span> · {local(task.title, task.process)}
      </span>
      <span className="card-foot">
        {task.priority !== undefined && task.priority > 0 && <Mark kind="bad">{t('tasks.urgent')}</Mark>}
        <Holder task={task} />
        <Link
          className="do-link"
          to={eventAddress(task.instance, { state: task.state })}
          state={{ from: `${pathname}${search}` }}
        >
          {t('event.do')}
          <span className="sr-only"> {local(task.stateTitle, task.state)}</span>
        </Link>
      </span>
    </li>
  )
}

function Holder({ task }: { readonly task: Task }) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const { person } = useNames()
  if (actor.party !== undefined) return null
  if (task.assignee === actor.id) return <Mark kind="note">{t('tasks.yours')}</Mark>
  if (task.assignee)
    return (
      <Mark kind={task.away ? 'wait' : 'plain'}>
        {t(task.away ? 'tasks.heldAway' : 'tasks.held', { name: person(task.assignee) })}
      </Mark>
    )
  return task.roles.some((role) => actor.roles.includes(role)) ? <ClaimButton id={task.id} /> : null
}

function ClaimButton({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const tell = useTell()
  const text = useProblemText()
  const claim = useMutation({
    mutationFn: () => api.claimTask({ id, body: {} }),
    onError: (error) => tell.error(text(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  })
  return (
    <Button onClick={() => claim.mutate()} loading={claim.isPending}>
      {t('tasks.claim')}
    </Button>
  )
}
