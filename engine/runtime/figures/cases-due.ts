import type { DeadlineRecord, InstanceRecord } from '../../core/record.js'
import type { InstanceFilter, InstanceRow, Page, PageRequest, StoreReads } from '../../store/port.js'
import { liftedRecord } from '../stored-record.js'

/** A case with its deadline that is due first, and whose turn it is. */
export interface CaseDue {
  readonly row: InstanceRow
  readonly deadline: Pick<DeadlineRecord, 'id' | 'state' | 'name' | 'dueAt' | 'provisional' | 'status'>
  /** Each open task of the case. */
  readonly turns: readonly Turn[]
}

/** Who has to act: the roles of a task, and the person who has it. */
export interface Turn {
  readonly state: string
  readonly roles: readonly string[]
  readonly assignee?: string
}

/** The last instant of all; behind it nothing is due. */
const always = 8_640_000_000_000_000

/** One page of cases by what is due first. */
export async function readCasesDue(
  read: StoreReads,
  filter: InstanceFilter,
  page: Omit<PageRequest, 'sort'>,
): Promise<Page<CaseDue>> {
  const rows = await read.instances({ dueBefore: always, ...filter }, { ...page, sort: 'due' })
  const records = new Map<string, InstanceRecord>()
  for (const record of await read.records(rows.items.map(({ id }) => id)))
    records.set(record.id, liftedRecord(record))
  const items = rows.items.flatMap((row) => {
    const record = records.get(row.id)
    const deadline = record && firstDue(record)
    return deadline ? [{ row, deadline, turns: turnsOf(record) }] : []
  })
  return { ...rows, items }
}

/** The deadline that lists show the due point of. */
function firstDue({ deadlines }: InstanceRecord): CaseDue['deadline'] | undefined {
  const [first] = deadlines.filter(({ paused }) => !paused).sort((a, b) => a.dueAt - b.dueAt)
  if (!first) return undefined
  const { id, state, name, dueAt, provisional, status } = first
  return { id, state, name, dueAt, provisional, status }
}

const turnsOf = ({ tasks }: InstanceRecord): readonly Turn[] =>
  tasks.map(({ state, roles, assignee }) => ({
    state,
    roles,
    ...(assignee === undefined ? {} : { assignee }),
  }))
