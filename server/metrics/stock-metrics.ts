import { Gauge, type Registry } from 'prom-client'
import type { Engine, InstanceFilter } from '../../engine/index.js'

/** How long what was counted in the database is shown again, in milliseconds: many may scrape. */
const shownAgain = 5000

/** What there is at the moment of asking, in the database and on this node. */
export type Stock = Awaited<ReturnType<Engine['workload']>> & {
  /** Open cases and those of them that are overdue, by process. */
  readonly cases: ReadonlyMap<string, { readonly open: number; readonly overdue: number }>
}

/** Counts anew, or gives what was counted a moment ago. Requests that come meanwhile share one count. */
export function stockOf(engine: Engine): () => Promise<Stock> {
  let counted: { readonly at: number; readonly stock: Promise<Stock> } | undefined
  return () => {
    const now = performance.now()
    if (counted && now - counted.at < shownAgain) return counted.stock
    const stock = countStock(engine)
    const own = { at: now, stock }
    counted = own
    // A database that did not answer is asked again at once.
    stock.catch(() => {
      if (counted === own) counted = undefined
    })
    return stock
  }
}

/** Cases by the filter of lists, so that a number here is the number of rows there. */
async function countStock(engine: Engine): Promise<Stock> {
  const cases = new Map(engine.processes().map(({ id }) => [id, { open: 0, overdue: 0 }]))
  const count = async (as: 'open' | 'overdue', filter: InstanceFilter): Promise<void> => {
    for (const { process = '', count } of await engine.counts({ by: 'process', filter }))
      cases.set(process, { ...(cases.get(process) ?? { open: 0, overdue: 0 }), [as]: count })
  }
  await count('open', { status: 'active' })
  await count('overdue', { status: 'active', overdueAt: engine.now() })
  return { ...(await engine.workload()), cases }
}

/** Gauges of all that, set anew before each answer. */
export function stockMetrics(registry: Registry): (stock: Stock) => void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []): Gauge =>
    new Gauge({ name: `aftercare_${name}`, help, labelNames, registers: [registry] })
  const open = gauge('cases_open', 'Cases that have not ended, by process.', ['process'])
  const overdue = gauge('cases_overdue', 'Open cases with a deadline that is over, by process.', ['process'])
  const incidents = gauge('incidents_open', 'Effects that wait for a person.')
  const due = gauge('effects_due', 'Effects an attempt could begin for now, by service or channel.', ['lane'])
  const attempts = gauge('effect_attempts_under_way', 'Attempts at effects this node has under way.')
  const messages = gauge(
    'messages',
    'Messages between cases that were not taken yet: pending, waiting, held.',
    ['status'],
  )
  const timers = gauge('timers_due', 'Armed timers that are due and were not fired yet.')
  const waiting = gauge('requests_waiting', 'Requests that wait for a write transaction of this node.')
  return (stock) => {
    for (const each of [open, overdue, due]) each.reset()
    for (const [process, counted] of stock.cases) {
      open.set({ process }, counted.open)
      overdue.set({ process }, counted.overdue)
    }
    incidents.set(stock.openIncidents)
    for (const [lane, count] of stock.effectsDue) due.set({ lane }, count)
    attempts.set(stock.attemptsUnderWay)
    for (const [status, count] of Object.entries(stock.messages)) messages.set({ status }, count)
    timers.set(stock.timersDue)
    waiting.set(stock.waitingRequests)
  }
}
