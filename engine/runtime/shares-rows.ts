import type { CheckedProcess } from '../definition/checked-process.js'

/** What the timers of a process have to do with rows that cases share. */
interface Shares {
  /** Draws numbers, turns a rotation, looks at what people have in hand, or has a product file. */
  readonly rows: boolean
  readonly byLoad: boolean
  readonly tasks: boolean
}

const known = new WeakMap<CheckedProcess, Shares>()

/**
 * Whether it matters to other cases in which order the timers of cases of this process fire. Where somebody (one of
 * `all`) assigns by load, every task that opens or closes does.
 */
export function sharesRows(process: CheckedProcess, all: readonly CheckedProcess[]): boolean {
  const { rows, byLoad, tasks } = sharesOf(process)
  return rows || byLoad || (tasks && all.some((one) => sharesOf(one).byLoad))
}

function sharesOf(process: CheckedProcess): Shares {
  const found = known.get(process)
  if (found) return found
  const tasks = [...process.states.values()].flatMap(({ task }) => task ?? [])
  const shares = {
    rows:
      process.papers.size > 0 ||
      process.unit !== undefined ||
      tasks.some(({ assign }) => assign?.rule === 'in-turn'),
    byLoad: tasks.some(({ assign }) => assign?.rule === 'by-load'),
    tasks: tasks.length > 0,
  }
  known.set(process, shares)
  return shares
}
