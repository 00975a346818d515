import type { BenchServer } from './bench-server.js'
import { runChild } from './child.js'
import { latencies, type Row } from './measure.js'
import type { NodeFigures } from './node-child.js'
import type { Life } from './repair-life.js'
import { openWorld } from './world.js'

/** Callers of each node. */
const callers = 64

/** Whole repairs on PostgreSQL by one node and by three, each a process of its own with 64 callers. */
export async function postgresSends(
  life: Life,
  server: BenchServer,
  seconds: number,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const nodes of [1, 3]) rows.push(await withNodes(life, { server, seconds, nodes }))
  return rows
}

async function withNodes(
  life: Life,
  {
    server,
    seconds,
    nodes,
  }: { readonly server: BenchServer; readonly seconds: number; readonly nodes: number },
): Promise<Row> {
  const { place, remove } = await server.schema()
  try {
    // The tables first, so that no node waits for another's.
    const first = await openWorld(place, life)
    await first.db.raw('create table ready_nodes (id integer primary key)')
    await first.close()
    const script = new URL('node-child.js', import.meta.url)
    const all = await Promise.all(
      Array.from({ length: nodes }, () =>
        runChild<NodeFigures>({ script, args: [place, String(callers), String(seconds), String(nodes)] }),
      ),
    )
    // What counts is while all were at work.
    const from = Math.max(...all.map((node) => node.begunAt))
    const until = Math.min(...all.map((node) => node.begunAt + seconds * 1000))
    if (until - from < (seconds * 1000) / 2)
      throw new Error('Expected the nodes to be at work together for half the time, but they were not.')
    const counted = all.flatMap((node) => node.ends.filter((at) => at >= from && at < until))
    return {
      what: `durable events a second, PostgreSQL, nodes: ${nodes}`,
      figures: {
        perSecond: Math.round((counted.length * 1000) / (until - from)),
        nodes,
        callers: nodes * callers,
        seconds: Math.round((until - from) / 1000),
        ...latencies(all.flatMap((node) => node.milliseconds)),
      },
      target: 'none',
    }
  } finally {
    await remove()
  }
}
