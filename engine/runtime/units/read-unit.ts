import type { UnitFile } from '../../core/command.js'
import type { InstanceFilter, InstanceRow, Store } from '../../store/port.js'

/** A unit as it is known: its file, and the cases about it. */
export interface ToldUnit {
  readonly serial: string
  /** Absent where nothing was written about it yet. Of its repairs those alone whose cases the filter lets through. */
  readonly file?: UnitFile
  /** Cases that name its serial number now, newest first, the first hundred. */
  readonly cases: readonly InstanceRow[]
}

const mostCases = 100

/** Everything known about a serial number; `undefined` when that is nothing. `filter` narrows the cases and the repairs. */
export async function readUnit(
  read: Store['read'],
  serial: string,
  filter: Pick<InstanceFilter, 'processes' | 'within'> = {},
): Promise<ToldUnit | undefined> {
  const file = await read.unit(serial)
  const page = await read.instances({ ...filter, unit: serial }, { limit: mostCases, sort: 'created' })
  if (!file && page.items.length === 0) return undefined
  return { serial, ...(file ? { file: await withRepairsOf(read, file, filter) } : {}), cases: page.items }
}

/** The facts of the unit, and the repairs in cases the filter lets through: a line tells what was wrong, and when. */
async function withRepairsOf(
  read: Store['read'],
  file: UnitFile,
  { processes, within }: Pick<InstanceFilter, 'processes' | 'within'>,
): Promise<UnitFile> {
  const cases = file.repairs.map(({ instance }) => instance)
  const known = processes ? await read.processesOf(cases) : undefined
  const seen = within ? await read.within(cases, within) : undefined
  return {
    ...file,
    repairs: file.repairs.filter(
      ({ instance }) =>
        (!known || (processes ?? []).includes(known.get(instance) ?? '')) && (!seen || seen.has(instance)),
    ),
  }
}
