import type { InstanceFilter } from '../port.js'
import { text } from '../row.js'
import type { Session } from '../session.js'

/** Ids of the processes that have cases, in order: one seek of an index for each. */
export async function readProcessNames(session: Session): Promise<readonly string[]> {
  const { instances } = session.names
  const rows = await session.run(
    `with recursive known (process) as (
       select min(process) from ${instances}
       union all select (select min(process) from ${instances} where process > known.process)
         from known where known.process is not null)
     select process from known where process is not null`,
  )
  return rows.map((row) => text(row, 'process'))
}

/**
 * The same filter with its processes written out where it asks for what lies by process, such as a state or an outcome,
 * of whichever process.
 */
export async function withProcesses(session: Session, filter: InstanceFilter): Promise<InstanceFilter> {
  const { process, processes, state, states, outcome, breached, left } = filter
  const isByProcess = [state, states, outcome, breached, left].some((each) => each !== undefined)
  if (!isByProcess || process !== undefined || processes !== undefined) return filter
  return { ...filter, processes: await readProcessNames(session) }
}
