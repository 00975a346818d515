import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import type { ClockChanges } from './compare-clocks.js'

/** What people call the clocks of a case, by id: the title of a deadline, else that of the state it stands on. */
export function titlesOf(process: CheckedProcess, { clocks }: ClockChanges): { readonly [id: string]: Text } {
  return Object.fromEntries(
    clocks.flatMap(({ id }) => {
      const title = titleOf(process, id)
      return title ? [[id, title] as const] : []
    }),
  )
}

/** Ids are `<path>#<name>` for deadlines and `<path>@<kind>.<key>` for the others. */
function titleOf(process: CheckedProcess, id: string): Text | undefined {
  const [path = '', name] = id.split(/[#@]/, 2)
  const state = process.states.get(path)
  const deadline = id.includes('#') ? state?.deadlines.find((one) => one.name === name) : undefined
  return deadline?.title ?? state?.title ?? (path === '' ? process.title : undefined)
}
