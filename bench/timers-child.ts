import {
  createEngine,
  checkWorkflows,
  openDatabase,
  readSources,
  VirtualClock,
  type Engine,
} from '../engine/index.js'
import { begun } from './world.js'
import { rowsOf } from './growth/case-tables.js'
import { fill } from './growth/fill.js'

/** What draining the timers has shown. Megabytes are resident ones. */
export interface Drained {
  readonly timersPerSecond: number
  readonly eventsPerSecond: number
  readonly fired: number
  /** Cases whose timer has fired more than once. */
  readonly twice: number
  /** After the first tenth. */
  readonly early: number
  readonly peak: number
}

const templates = 1_000
const callers = 64
const actor = { id: 'bench', roles: ['clerk'] }
const day = 86_400_000

const definition = `dsl: "1"
process: reminder
version: "1"
title: { zh-CN: 提醒, en: Reminder }
events: { finish: { title: { zh-CN: 完成, en: Finish } } }
start: { roles: [clerk] }
initial: waiting
states:
  waiting:
    title: { zh-CN: 等待, en: Waiting }
    on: { finish: { target: over, roles: [clerk] } }
    after: { 24 hours: over }
  over: { type: final, outcome: done, title: { zh-CN: 结束, en: Over } }
`

const [place = '', wanted = ''] = process.argv.slice(2)

/** A process of its own, since memory is part of what it tells: `node timers-child.js PLACE COUNT`. */
async function drain(count: number): Promise<Drained> {
  const workflows = checkWorkflows(readSources([{ file: 'reminder.yaml', text: definition }]))
  const problem = workflows.problems.find(({ severity }) => severity === 'error')
  if (problem) throw new Error(problem.message)
  const opened = await openDatabase(place)
  const clock = new VirtualClock(begun)
  const { db, reader } = opened
  const engine = await createEngine({ db, ...(reader && { reader }), workflows, clock })
  try {
    await together(templates, async () => {
      const created = await engine.create('reminder', { actor })
      if (created.refused) throw new Error(created.refused.text.en)
    })
    // A tenth more, for the events beside which the timers are measured.
    await fill(db, Math.ceil((count * 1.1) / templates) - 1)
    const all = await rowsOf<{ id: string }>(db, 'select id from aftercare_instances order by row_id desc')
    const eventsPerSecond = await finish(
      engine,
      all.slice(count).map(({ id }) => id),
    )
    clock.moveTo(begun + 2 * day)
    const before = await armed(db)
    if (before !== count) throw new Error(`Expected ${count} timers to be due, but there are ${before}.`)
    return { eventsPerSecond, ...(await fireAll(engine, count)), ...(await counted(db)) }
  } finally {
    await engine.stop()
    await opened.close()
  }
}

async function finish(engine: Engine, ids: readonly string[]): Promise<number> {
  const waiting = [...ids]
  const start = performance.now()
  await together(ids.length, async () => {
    const sent = await engine.send(waiting.pop() ?? '', 'finish', { actor })
    if (sent.refused) throw new Error(sent.refused.text.en)
  })
  return (ids.length * 1000) / (performance.now() - start)
}

async function fireAll(
  engine: Engine,
  count: number,
): Promise<Pick<Drained, 'timersPerSecond' | 'early' | 'peak'>> {
  let early = 0
  let peak = 0
  let fired = 0
  const changes = engine.changes()
  await changes.opened()
  const watching = (async () => {
    for (const each = changes[Symbol.asyncIterator](); !(await each.next()).done;) {
      fired += 1
      if (fired % 500 === 0) peak = Math.max(peak, megabytes())
      if (early === 0 && fired >= count / 10) early = megabytes()
      if (fired === count) return
    }
  })()
  const start = performance.now()
  await engine.runDue()
  const seconds = (performance.now() - start) / 1000
  await watching
  return { timersPerSecond: count / seconds, early, peak }
}

async function armed(db: Parameters<typeof rowsOf>[0]): Promise<number> {
  const [row] = await rowsOf<{ count: number | string }>(
    db,
    'select count(*) as count from aftercare_timers where armed = 1',
  )
  return Number(row?.count)
}

async function counted(db: Parameters<typeof rowsOf>[0]): Promise<Pick<Drained, 'fired' | 'twice'>> {
  const [row] = await rowsOf<{ fired: number | string; cases: number | string }>(
    db,
    `select count(*) as fired, count(distinct instance) as cases from aftercare_trail where type = 'timer-fired'`,
  )
  const fired = Number(row?.fired)
  return { fired, twice: fired - Number(row?.cases) }
}

async function together(count: number, work: () => Promise<void>): Promise<void> {
  let left = count
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await work()
    }
  }
  await Promise.all(Array.from({ length: callers }, one))
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 2 ** 20)
}

process.stdout.write(JSON.stringify(await drain(Number(wanted))))
