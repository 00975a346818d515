import { cpus } from 'node:os'

/** How long one look at the cores takes, in milliseconds. */
const look = 1_500

/**
 * How many cores are busy while this process waits: between two sections, when all that belongs to the run has ended, that
 * is the work of others. The load average would still hold what the section before did itself.
 */
export async function busyCores(): Promise<number> {
  const before = spent()
  await new Promise((resolve) => setTimeout(resolve, look))
  const after = spent()
  const all = after.all - before.all
  return all === 0 ? 0 : ((after.busy - before.busy) / all) * cpus().length
}

/** Milliseconds of all cores since the machine began. */
function spent(): { readonly busy: number; readonly all: number } {
  let busy = 0
  let all = 0
  for (const { times } of cpus()) {
    const total = times.user + times.nice + times.sys + times.irq + times.idle
    busy += total - times.idle
    all += total
  }
  return { busy, all }
}
