import { mkdtemp, rm } from 'node:fs/promises'
import { Session, type Profiler } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rounded, type Row } from './measure.js'
import type { Life } from './repair-life.js'
import { beginMany, openWorld, playTogether } from './world.js'

const callers = 64
const warmUp = 2

/** Where a sample belongs: to the nearest caller in one of these folders. */
const parts: readonly (readonly [part: string, folder: RegExp])[] = [
  ['step', /\/engine\/(core|expression|time|definition)\//],
  ['save', /\/engine\/store\//],
  ['factsAndGroups', /\/engine\/runtime\//],
  ['driver', /\/node_modules\/(knex|sqlite3|tarn|bindings)\//],
  ['profiler', /^node:inspector/],
]

/**
 * Where the main thread's time of grouped sends goes, by a sampling profile: the pure step, what is read for it and the
 * grouping, the rows and their saving, knex and the driver's own code. Idle is waiting for the driver's thread, which
 * runs the statements and synchronises the disk.
 */
export async function sendProfile(life: Life, rounds: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  const world = await openWorld(join(folder, 'profile.db'), life)
  const session = new Session()
  session.connect()
  try {
    for (let round = 0; round < warmUp; round += 1) await playTogether(world, await beginMany(world, callers))
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: 500 })
    const times = new Map<string, number>()
    for (let round = 0; round < rounds; round += 1) {
      const ids = await beginMany(world, callers)
      await session.post('Profiler.start')
      await playTogether(world, ids)
      const { profile } = await session.post('Profiler.stop')
      addTimes(profile, times)
    }
    return [rowOf(times)]
  } finally {
    session.disconnect()
    await world.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function addTimes(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  times: Map<string, number>,
): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  )
  const known = new Map<number, string>()
  const partOf = (id: number): string => {
    const before = known.get(id)
    if (before !== undefined) return before
    const node = byId.get(id)
    const { functionName = '', url = '' } = node?.callFrame ?? {}
    const parent = parents.get(id)
    const own =
      functionName === '(idle)'
        ? 'idle'
        : functionName === '(garbage collector)'
          ? 'garbage'
          : functionName === '(program)'
            ? 'native'
            : parts.find(([, folder]) => folder.test(url))?.[0]
    const part = own ?? (parent === undefined ? 'other' : partOf(parent))
    known.set(id, part)
    return part
  }
  samples.forEach((id, index) => {
    const part = partOf(id)
    times.set(part, (times.get(part) ?? 0) + Math.max(0, timeDeltas[index] ?? 0))
  })
}

function rowOf(times: ReadonlyMap<string, number>): Row {
  // That the profiler starts and stops is no part of a send.
  const counted = [...times].filter(([part]) => part !== 'profiler')
  const total = counted.reduce((sum, [, time]) => sum + time, 0)
  const busy = total - (times.get('idle') ?? 0)
  const share = (part: string, of: number): number => rounded((100 * (times.get(part) ?? 0)) / of)
  const names = ['step', 'factsAndGroups', 'save', 'driver', 'garbage', 'native', 'other']
  return {
    what: 'where the time of a grouped send goes',
    figures: {
      ...Object.fromEntries(names.map((part) => [`${part}Percent`, share(part, busy)])),
      idlePercentOfAll: share('idle', total),
    },
    target: 'none',
    note:
      'Shares of the time in which the main thread works. Step: the pure core, expressions, clocks. Facts and groups: the ' +
      'runtime around it. Save: rows, records as JSON, chains of hashes, statements. Driver: knex and the JavaScript of the ' +
      'driver. Native: code of Node and of the driver below JavaScript, or the machine busy with others. Idle, of all the time: ' +
      'the main thread waits for the thread that runs the statements and synchronises the disk, or for the machine.',
  }
}
