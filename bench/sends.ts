import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createEngine, openSqlite, VirtualClock, type Engine } from '../engine/index.js'
import { median, rounded, type Row } from './measure.js'
import {
  forCase,
  keysOf,
  leaveGap,
  paperNumbersOf,
  recordWrites,
  writePlainly,
  type Write,
} from './recorded-writes.js'
import { beginner, data, sendings, type Life, type Sending } from './repair-life.js'

const warmUp = 30
const rounds = 30
/** Between two events: short enough that no timer is due in between, which would be more than one event's work. */
const pause = 60_000

type Opened = Awaited<ReturnType<typeof openWorld>>

/**
 * Whole repairs, event by event, on a SQLite file with every commit synchronised, in turn with a floor on a second
 * file: the rows of a recorded repair under fresh keys, one plain transaction of knex for each event. The floor reads
 * nothing, decides nothing and hashes nothing.
 */
export async function sends({ workflows, process }: Life): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'aftercare-bench-'))
  const ours = await openWorld(join(folder, 'engine.db'), workflows, process.profile)
  const plain = await openWorld(join(folder, 'plain.db'), workflows, process.profile)
  try {
    const floor = await recordedFloor(plain)
    const measured: Case[] = []
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const one = await oneCase(ours, floor, round)
      if (round >= warmUp) measured.push(one)
    }
    return rowsOf(measured)
  } finally {
    await ours.close()
    await plain.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function openWorld(file: string, workflows: Life['workflows'], profile: string | undefined) {
  const sqlite = await openSqlite(file)
  const clock = new VirtualClock(Date.UTC(2026, 10, 2, 1, 30))
  const { db, reader } = sqlite
  const engine = await createEngine({ db, reader, workflows, clock, ...(profile ? { profile } : {}) })
  return {
    db,
    begin: () => begin(engine),
    send: (id: string, one: Sending) => {
      clock.moveTo(clock.now() + pause)
      return send(engine, id, one)
    },
    close: async () => {
      await engine.stop()
      await sqlite.close()
    },
  }
}

async function begin(engine: Engine): Promise<string> {
  const created = await engine.create('repair', { data, actor: beginner })
  if (created.refused) throw new Error(created.refused.text.en)
  return created.instance.id
}

async function send(engine: Engine, id: string, { event, actor, payload }: Sending): Promise<void> {
  const sent = await engine.send(id, event, { actor, payload })
  if (sent.refused) throw new Error(sent.refused.text.en)
}

/** Gives, for a new case, the work of each event. */
async function recordedFloor(plain: Opened): Promise<() => Promise<readonly (() => Promise<void>)[]>> {
  await plain.begin()
  await leaveGap(plain.db)
  const recorded = await keysOf(plain.db, await plain.begin())
  const steps: (readonly Write[])[] = []
  for (const one of sendings) steps.push(await recordWrites(plain.db, () => plain.send(recorded.id, one)))
  const papers = await paperNumbersOf(plain.db, recorded.id)
  return async () => {
    const keys = await keysOf(plain.db, await plain.begin())
    return steps.map((writes) => {
      const own = forCase(writes, { ...recorded, papers }, keys)
      return () => writePlainly(plain.db, own)
    })
  }
}

/** Milliseconds each event of one case took, ours and the floor's. */
interface Case {
  readonly ours: readonly number[]
  readonly floor: readonly number[]
}

async function oneCase(
  world: Opened,
  floor: Awaited<ReturnType<typeof recordedFloor>>,
  round: number,
): Promise<Case> {
  const id = await world.begin()
  const plainly = await floor()
  const ours: number[] = []
  const theirs: number[] = []
  for (const [index, one] of sendings.entries()) {
    const send = async (): Promise<unknown> => ours.push(await timed(() => world.send(id, one)))
    const write = async (): Promise<unknown> =>
      theirs.push(await timed(plainly[index] ?? (() => Promise.resolve())))
    // Who goes first changes, so that neither always finds the disk busy with the other.
    const order = (round + index) % 2 === 0 ? [send, write] : [write, send]
    for (const work of order) await work()
  }
  return { ours, floor: theirs }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function rowsOf(cases: readonly Case[]): readonly Row[] {
  const compared = [
    'engine.send',
    'knex: the same rows under fresh keys, one plain transaction an event',
  ] as const
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
  const perSecond = (side: keyof Case): number =>
    Math.round((sendings.length * 1000) / median(cases.map((one) => total(one[side]))))
  const middle = (side: keyof Case): number => median(cases.flatMap((one) => one[side]))
  const ratio = median(cases.map((one) => total(one.floor) / total(one.ours)))
  const latency = middle('ours') / middle('floor')
  return [
    {
      what: 'sends one by one, durable',
      figures: { subjectPerSecond: perSecond('ours'), baselinePerSecond: perSecond('floor') },
      ratio: rounded(ratio),
      target: '>= 0.5',
      reached: ratio >= 0.5,
      compared,
    },
    {
      what: 'one caller alone, middle latency (p50)',
      figures: {
        subjectMilliseconds: rounded(middle('ours')),
        baselineMilliseconds: rounded(middle('floor')),
      },
      ratio: rounded(latency),
      target: '<= 1',
      reached: latency <= 1,
      compared,
    },
  ]
}
