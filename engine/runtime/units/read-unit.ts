import type { UnitFile } from '../../core/command.js'
import type { InstanceFilter, InstanceRow, Store } from '../../store/port.js'

/** A unit as it is known: its file, and the cases about it. */
export interface ToldUnit {
  readonly serial: string
  /** Absent where nothing was written about it yet. */
  readonly file?: UnitFile
  /** Cases that name its serial number now, newest first, the first hundred. */
  readonly cases: readonly InstanceRow[]
}

const mostCases = 100

/** Everything known about a serial number; `undefined` when that is nothing. `filter` narrows the cases. */
export async function readUnit(
  read: Store['read'],
  serial: string,
  filter: Pick<InstanceFilter, 'processes'> = {},
): Promise<ToldUnit | undefined> {
  const file = await read.unit(serial)
  const page = await read.instances({ ...filter, unit: serial }, { limit: mostCases, sort: 'created' })
  if (!file && page.items.length === 0) return undefined
  return { serial, ...(file ? { file } : {}), cases: page.items }
}
