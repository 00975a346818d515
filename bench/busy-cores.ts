import { cpus, type CpuInfo } from 'node:os'

/** How long one look at the cores takes, in milliseconds. */
const look = 1_500

/**
 * How many cores are busy while this process waits: between two sections, when all that belongs to the run has ended, that
 * is the work of others. The load average would still hold what the section before did itself.
 */
export async function busyCores(): Promise<number> {
  const before = cpus()
  await new Promise((resolve) => setTimeout(resolve, look))
  return busyBetween(before, cpus())
}

type Cores = readonly Pick<CpuInfo, 'times'>[]

/** How many of the cores were busy between two readings. */
export function busyBetween(before: Cores, after: Cores): number {
  const [first, last] = [spent(before), spent(after)]
  const all = last.all - first.all
  return all === 0 ? 0 : ((last.busy - first.busy) / all) * after.length
}

/** Milliseconds of all cores since the machine began. */
function spent(cores: Cores): { readonly busy: number; readonly all: number } {
  let busy = 0
  let all = 0
  for (const { times } of cores) {
    const total = times.user + times.nice + times.sys + times.irq + times.idle
    busy += total - times.idle
    all += total
  }
  return { busy, all }
}
