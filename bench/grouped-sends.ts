import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBareDriver, type BareDriver } from './bare-driver.js'
import { latencies, median, percentile, rounded, type Row } from './measure.js'
import {
  keysOf,
  leaveGap,
  paperNumbersOf,
  recordTransactions,
  recordWrites,
  renamed,
  writePlainly,
  type CaseKeys,
  type Write,
} from './recorded-writes.js'
import { sendings, type Life } from './repair-life.js'
import { beginMany, openWorld, playTogether, type World } from './world.js'

const callers = 64
const warmUp = 2
/** Cases of the floor that commits event by event; it takes so much longer. */
const plainCases = 8

/** The floors' rows, taken from a recorded run, for any new cases. */
interface Recorded {
  /** Of one case: a transaction an event. */
  readonly single: readonly (readonly Write[])[]
  readonly singleKeys: CaseKeys
  /** Of as many cases as there are callers: a transaction a group. */
  readonly grouped: readonly (readonly Write[])[]
  readonly groupedKeys: readonly CaseKeys[]
  readonly papers: ReadonlyMap<string, readonly string[]>
}

/**
 * Whole repairs by 64 callers at once on a SQLite file with every commit synchronised, in turn with two floors on
 * another file that write the same rows under fresh keys: one plain transaction of knex for each event, and the driver
 * alone with the statements of a recorded grouped run, a transaction a group. The floors read and decide nothing.
 */
export async function groupedSends(life: Life, rounds: number): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  const ours = await openWorld(join(folder, 'engine.db'), life)
  const floor = await openWorld(join(folder, 'floor.db'), life)
  const bare = await openBareDriver(join(folder, 'floor.db'))
  try {
    const recorded = await record(floor)
    const measured: Round[] = []
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const one = await oneRound({ ours, floor, bare, recorded }, round)
      if (round >= warmUp) measured.push(one)
    }
    const rate = median(measured.map((one) => one.ours))
    const half = await halfLoad(ours, rate / 2)
    const commits = await bareCommits(floor, bare, recorded)
    return [...rowsOf(measured), latencyRow(half, commits, rate / 2)]
  } finally {
    await bare.close()
    await ours.close()
    await floor.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Records one life alone and as many as there are callers together. */
async function record(world: World): Promise<Recorded> {
  await world.begin()
  await leaveGap(world.db)
  const single = await world.begin()
  const steps: (readonly Write[])[] = []
  for (const one of sendings) steps.push(await recordWrites(world.db, () => world.send(single, one)))
  const ids = await beginMany(world, callers)
  const grouped = await recordTransactions(world.db, () => playTogether(world, ids))
  const papers = new Map<string, readonly string[]>()
  for (const id of [single, ...ids]) papers.set(id, await paperNumbersOf(world.db, id))
  return {
    single: steps,
    singleKeys: await keysOf(world.db, single),
    grouped,
    groupedKeys: await keysOfAll(world, ids),
    papers,
  }
}

async function keysOfAll({ db }: World, ids: readonly string[]): Promise<readonly CaseKeys[]> {
  const keys: CaseKeys[] = []
  for (const id of ids) keys.push(await keysOf(db, id))
  return keys
}

function namesFor(
  recorded: readonly CaseKeys[],
  wanted: readonly CaseKeys[],
  papers: Recorded['papers'],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  recorded.forEach(({ id, rowId }, index) => {
    const own = wanted[index]
    if (!own) throw new Error('Expected a new case for each recorded one.')
    names.set(id, own.id).set(String(rowId), String(own.rowId))
    for (const number of papers.get(id) ?? []) names.set(number, `${number}-${own.rowId}`)
  })
  return names
}

/** Events a second. */
interface Round {
  readonly ours: number
  readonly milliseconds: readonly number[]
  readonly plain: number
  readonly batched: number
}

interface Sides {
  readonly ours: World
  readonly floor: World
  readonly bare: BareDriver
  readonly recorded: Recorded
}

async function oneRound(sides: Sides, round: number): Promise<Round> {
  const { ours, floor } = sides
  const ids = await beginMany(ours, callers)
  ours.clock.moveTo(ours.clock.now() + 60_000)
  const plainly = await plainWork(sides)
  const together = await batchedWork(sides)
  const figures = { ours: 0, plain: 0, batched: 0 }
  let milliseconds: readonly number[] = []
  const works = [
    async () => {
      const played = await playTogether(ours, ids)
      milliseconds = played.milliseconds
      figures.ours = (callers * sendings.length) / played.seconds
    },
    async () => {
      const start = performance.now()
      for (const writes of plainly) await writePlainly(floor.db, writes)
      figures.plain = (plainly.length * 1000) / (performance.now() - start)
    },
    async () => {
      const start = performance.now()
      for (const writes of together) await sides.bare.write(writes)
      figures.batched = (callers * sendings.length * 1000) / (performance.now() - start)
    },
  ]
  // Who goes first changes from round to round.
  for (const index of works.keys()) await works[(index + round) % works.length]?.()
  return { ...figures, milliseconds }
}

async function plainWork({ floor, recorded }: Sides): Promise<readonly (readonly Write[])[]> {
  const keys = await keysOfAll(floor, await beginMany(floor, plainCases))
  return keys.flatMap((own) => {
    const names = namesFor([recorded.singleKeys], [own], recorded.papers)
    return recorded.single.map((writes) => renamed(writes, names))
  })
}

async function batchedWork({ floor, recorded }: Sides): Promise<readonly (readonly Write[])[]> {
  const keys = await keysOfAll(floor, await beginMany(floor, callers))
  const names = namesFor(recorded.groupedKeys, keys, recorded.papers)
  return recorded.grouped.map((writes) => renamed(writes, names))
}

/** Milliseconds from when an event was to be sent to its answer, at so many events a second. */
async function halfLoad(world: World, perSecond: number): Promise<readonly number[]> {
  const cases = 2 * callers
  const ids = await beginMany(world, cases)
  const milliseconds: number[] = []
  const waiting: Promise<unknown>[] = []
  const begin = performance.now()
  for (let index = 0; index < cases * sendings.length; index += 1) {
    const at = begin + (index * 1000) / perSecond
    while (performance.now() < at) await new Promise((resolve) => setImmediate(resolve))
    const sending = sendings[Math.floor(index / cases)]
    const id = ids[index % cases]
    if (!sending || id === undefined) continue
    waiting.push(world.send(id, sending).then(() => milliseconds.push(performance.now() - at)))
  }
  await Promise.all(waiting)
  return milliseconds
}

/** Milliseconds of one commit of the same rows by the driver alone, one after the other. */
async function bareCommits(floor: World, bare: BareDriver, recorded: Recorded): Promise<readonly number[]> {
  const milliseconds: number[] = []
  for (const own of await keysOfAll(floor, await beginMany(floor, callers))) {
    const names = namesFor([recorded.singleKeys], [own], recorded.papers)
    for (const writes of recorded.single.map((one) => renamed(one, names))) {
      const start = performance.now()
      await bare.write(writes)
      milliseconds.push(performance.now() - start)
    }
  }
  return milliseconds
}

function rowsOf(rounds: readonly Round[]): readonly Row[] {
  const against = (floor: 'plain' | 'batched'): number => median(rounds.map((one) => one.ours / one[floor]))
  const rate = (side: 'ours' | 'plain' | 'batched'): number =>
    Math.round(median(rounds.map((one) => one[side])))
  const subject = `engine.send by ${callers} callers`
  return [
    {
      what: `durable events a second, ${callers} callers, beside one transaction an event`,
      figures: {
        subjectPerSecond: rate('ours'),
        baselinePerSecond: rate('plain'),
        ...latencies(rounds.flatMap((one) => one.milliseconds)),
      },
      ratio: rounded(against('plain')),
      target: '>= 10',
      reached: against('plain') >= 10,
      compared: [subject, 'knex: the same rows under fresh keys, one plain transaction an event'],
    },
    {
      what: `durable events a second, ${callers} callers, beside the driver in batches`,
      figures: { subjectPerSecond: rate('ours'), baselinePerSecond: rate('batched') },
      ratio: rounded(against('batched')),
      target: '>= 0.5',
      reached: against('batched') >= 0.5,
      compared: [subject, 'the driver alone: the statements of a recorded grouped run under fresh keys'],
    },
  ]
}

function latencyRow(half: readonly number[], commits: readonly number[], perSecond: number): Row {
  const ratio = percentile(half, 99) / percentile(commits, 99)
  return {
    what: 'one send at half load, beside the bare commit (p99)',
    figures: { perSecond: Math.round(perSecond), ...latencies(half), ...latencies(commits, 'bare') },
    ratio: rounded(ratio),
    target: '<= 3',
    reached: ratio <= 3,
    compared: [
      'engine.send, events arriving evenly at half the rate of 64 callers, waiting for their turn included',
      'the driver alone: one transaction of the same rows at a time',
    ],
  }
}
