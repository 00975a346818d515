import type { Session } from './session.js'

/**
 * `known (process, state)`, to be told behind `with recursive`: the states that some cases of the processes in the bound
 * JSON array have left, one seek of an index for each; and one row without a state for each process.
 */
export function statesLeft({ names, dialect }: Session): string {
  const table = `${names.visits} v${dialect.along(`${names.visits}_left`)}`
  const least = `select min(v.state) from ${table} where v.left_at is not null and v.process =`
  return `known (process, state) as (
    select p.value, (${least} p.value) from (${dialect.selectTexts}) as p
    union all select process, (${least} known.process and v.state > known.state) from known where state is not null)`
}
