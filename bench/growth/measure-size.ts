import { performance } from 'node:perf_hooks'
import { median, percentile, rounded } from '../measure.js'
import { keysOf, leaveGap, recordWrites, renamed, writePlainly } from '../recorded-writes.js'
import { loadLife, sendings, type Sending } from '../repair-life.js'
import { begun, openWorld, type World } from '../world.js'
import { customers } from './template-cases.js'
import { isSqlite, rowsOf } from './case-tables.js'

/** What one database of a size was found to take, in milliseconds and megabytes. */
export interface SizeFigures {
  readonly cases: number
  readonly send: number
  readonly sendP99: number
  readonly bare: number
  readonly bareP99: number
  readonly list: number
  readonly tasks: number
  readonly poll: number
  readonly searchName: number
  readonly searchDigits: number
  readonly residentMegabytes: number
}

const warmUp = 40
const reads = 60
/** Distinct cases for each side: the smallest database has a thousand. */
const sends = 300
const firstGap = 7_000_000_000_000

/**
 * Measures in the process it is called in, which should do nothing else: memory is part of it. `templates` is with how
 * many customers the cases were begun.
 */
export async function measureSize(place: string, templates: number): Promise<SizeFigures> {
  const life = await loadLife()
  const world = await openWorld(place, life, begun + 60_000)
  await world.engine.runDue()
  try {
    const cases = await world.engine.count({ status: 'active' })
    const written = await measureSends(world)
    const read = await measureReads(world, templates)
    const residentMegabytes = Math.round(process.memoryUsage().rss / 2 ** 20)
    return { cases, ...written, ...read, residentMegabytes }
  } finally {
    await world.close()
  }
}

/** One event of random cases, in turn with the rows of a recorded one under the keys of other random cases. */
async function measureSends(
  world: World,
): Promise<Pick<SizeFigures, 'send' | 'sendP99' | 'bare' | 'bareP99'>> {
  const [event] = sendings
  if (!event) throw new Error('Expected an event to send.')
  const ids = await randomCases(world, 2 * sends)
  const plain = await recordedSend(world, event)
  const times: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] }
  for (let index = 0; index < sends; index += 1) {
    const mine = ids[2 * index] ?? ''
    const writing = await plain(ids[2 * index + 1] ?? '')
    const ours = async (): Promise<unknown> => times.ours.push(await timed(() => world.send(mine, event)))
    const bare = async (): Promise<unknown> => times.bare.push(await timed(writing))
    for (const work of index % 2 === 0 ? [ours, bare] : [bare, ours]) await work()
  }
  const [ours, bare] = [times.ours.slice(warmUp), times.bare.slice(warmUp)]
  return {
    send: rounded(median(ours)),
    sendP99: rounded(percentile(ours, 99)),
    bare: rounded(median(bare)),
    bareP99: rounded(percentile(bare, 99)),
  }
}

/** Cases spread over the whole table, in an order that only looks random. */
async function randomCases({ db }: World, count: number): Promise<readonly string[]> {
  // One at a time: numbers of a million rows in memory would be measured with it.
  const [last] = await rowsOf<{ most: number | string }>(
    db,
    `select max(row_id) as most from aftercare_instances where row_id < ${firstGap}`,
  )
  const most = Number(last?.most)
  let state = 7
  const ids = new Set<string>()
  for (let tries = 0; ids.size < count && tries < 100 * count; tries += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const [row] = await rowsOf<{ id: string }>(
      db,
      'select id from aftercare_instances where row_id = ? and revision = 1',
      [1 + Math.floor((state / 2 ** 32) * most)],
    )
    if (row) ids.add(row.id)
  }
  if (ids.size < count) throw new Error(`Expected ${count} cases that wait, but found ${ids.size}.`)
  return [...ids]
}

/** Gives, for a case, the work of writing what one send of the event has written for another. */
async function recordedSend(
  world: World,
  event: Sending,
): Promise<(id: string) => Promise<() => Promise<void>>> {
  const { db } = world
  if (isSqlite(db)) await leaveGap(db)
  else await rowsOf(db, `select setval(pg_get_serial_sequence('aftercare_instances', 'row_id'), ${firstGap})`)
  const recorded = await keysOf(db, await world.begin())
  const writes = await recordWrites(db, () => world.send(recorded.id, event))
  return async (id) => {
    const own = await keysOf(db, id)
    const names = new Map([
      [recorded.id, own.id],
      [String(recorded.rowId), String(own.rowId)],
    ])
    const renewed = renamed(writes, names)
    return () => writePlainly(db, renewed)
  }
}

async function measureReads(
  { engine, clock }: World,
  templates: number,
): Promise<Pick<SizeFigures, 'list' | 'tasks' | 'poll' | 'searchName' | 'searchDigits'>> {
  const people = customers(templates)
  const { read } = engine.store
  const page = { limit: 50 }
  const of = (work: (index: number) => Promise<unknown>): Promise<number> => middle(work)
  return {
    list: await of(() => engine.list({ process: 'repair', status: 'active' }, page)),
    tasks: await of(() => engine.tasks({ roles: ['service-staff'] }, page)),
    poll: await of(async () => {
      await read.dueInstances(clock.now(), 200)
      await read.nextTimerAt()
    }),
    searchName: await of((index) =>
      engine.list(
        {
          q: Array.from(people[index]?.name ?? '')
            .slice(1)
            .join(''),
        },
        page,
      ),
    ),
    searchDigits: await of((index) => engine.list({ q: people[index]?.phone.slice(-4) ?? '' }, page)),
  }
}

async function middle(work: (index: number) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let index = 0; index < warmUp + reads; index += 1) {
    const took = await timed(() => work(index))
    if (index >= warmUp) times.push(took)
  }
  return rounded(median(times))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
