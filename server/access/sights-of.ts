import type { Actor } from '../../engine/index.js'
import type { Surface } from '../views/answer-instance.js'
import type { Sight } from './sight.js'

/** Records held at once. */
const atOnce = 100

/** A case to look at. */
interface Looked {
  readonly instance: string
  /** Its process, where that is known already; of a case that has not begun, the one it was asked to begin with. */
  readonly process?: string | undefined
}

/**
 * How much of each case an actor sees. One query finds the processes; only of cases whose process is not open to the
 * actor as a whole are the records looked at, a hundred with each query. A case that has not begun is seen by those who
 * see all cases of its process.
 */
export async function sightsOf(
  { engine, reading }: Surface,
  actor: Actor,
  cases: readonly Looked[],
): Promise<ReadonlyMap<string, Sight>> {
  if (await reading.seesEverything(actor)) return new Map(cases.map(({ instance }) => [instance, 'whole']))
  const isWhole = await reading.seesWhole(actor)
  const { read } = engine.store
  const known = new Map(
    cases.flatMap(({ instance, process }) => (process === undefined ? [] : [[instance, process]])),
  )
  const unknown = cases.filter(({ instance }) => !known.has(instance)).map(({ instance }) => instance)
  for (const [instance, process] of await read.processesOf(unknown)) known.set(instance, process)
  const sights = new Map<string, Sight>()
  const others: string[] = []
  for (const { instance } of cases)
    if (isWhole(known.get(instance) ?? '')) sights.set(instance, 'whole')
    else others.push(instance)
  for (let from = 0; from < others.length; from += atOnce)
    for (const record of await read.records(others.slice(from, from + atOnce)))
      sights.set(record.id, await reading.instance(actor, record))
  return sights
}
