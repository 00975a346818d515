import type { TrailEntry } from '../../../engine/core/command.js'
import type { InstanceRecord, OperateAnswer } from '../../../engine/index.js'
import { hour, monday } from '../open-test-engine.js'

/** A case as it is stored. */
export interface Stored {
  readonly record: InstanceRecord
  readonly trail: readonly TrailEntry[]
}

/** What an action came to, as a line of the table: the answer, what the trail tells of it, how the case stands. */
export function toldCell(answer: OperateAnswer, before: Stored, after: Stored): string {
  const added = after.trail.slice(before.trail.length).map(toldEntry).join(', ')
  const said = answer.refused ? `refused: ${answer.refused.code}` : added === '' ? 'same' : 'done'
  // Ids and hashes are none of what an action does.
  const rows = added
    .replaceAll(`${before.record.id}-`, '')
    .replaceAll(/\bcase-\d+/g, 'other')
    .replaceAll(/[0-9a-f]{64}/g, 'version')
  return [said, rows || '-', stands(after.record)].join(' | ')
}

const told = [
  'action',
  'state',
  'task',
  'id',
  'kind',
  'person',
  'to',
  'clock',
  'incident',
  'other',
  'outcome',
] as const

/** The kind of an entry with the words that tell it from others of its kind. */
function toldEntry({ type, body }: TrailEntry): string {
  const words = told.flatMap((name) =>
    typeof body[name] === 'string' && body[name] !== '' ? [body[name]] : [],
  )
  return [type, ...words].join(' ')
}

/** Where it is, how it ended, whose turn it is, what is due when (hours after it began), and its data. */
function stands({
  active,
  status,
  outcome,
  suspended,
  tasks,
  deadlines,
  invocations,
  data,
}: InstanceRecord): string {
  const leaves = active
    .map(({ path }) => path)
    .filter((path, _index, all) => !all.some((one) => one.startsWith(`${path}.`)))
  const open = tasks.map(
    ({ id, roles, assignee }) => `${id.split('-').at(-1) ?? ''} ${assignee ?? roles.join('/')}`,
  )
  const due = deadlines
    .filter(({ status: one }) => one === 'running')
    .map(({ id, dueAt }) => `${id} ${Math.round((dueAt - monday) / hour)} h`)
  return [
    leaves.filter((path) => path !== '').join(' + '),
    status === 'ended' ? `ended ${outcome ?? ''}` : suspended ? 'suspended' : 'active',
    ...(open.length > 0 ? [`tasks ${open.join(', ')}`] : []),
    ...(due.length > 0 ? [`due ${due.join(', ')}`] : []),
    ...(invocations.length > 0 ? ['awaits'] : []),
    ...(data['note'] === 'put right' ? ['note put right'] : []),
  ].join('; ')
}
