import { loadLife, sendings } from './repair-life.js'
import { openWorld } from './world.js'

/** What one node has done: milliseconds since 1970 where it tells of moments. */
export interface NodeFigures {
  readonly begunAt: number
  /** When each event was answered. */
  readonly ends: readonly number[]
  readonly milliseconds: readonly number[]
}

/**
 * A node in a process of its own: `node node-child.js PLACE CALLERS SECONDS NODES`. Begins when so many nodes have put
 * themselves down in the table `ready_nodes`. Writes JSON.
 */
const [place = '', callers = '64', seconds = '5', nodes = '1'] = process.argv.slice(2)
/** How long a node looks away between two looks for the others, in milliseconds. */
const lookEvery = 20

const world = await openWorld(place, await loadLife())
const ids = await Promise.all(Array.from({ length: Number(callers) }, () => world.begin()))
await world.db('ready_nodes').insert({ id: process.pid })
while ((await world.db('ready_nodes')).length < Number(nodes))
  await new Promise((resolve) => setTimeout(resolve, lookEvery))
const begunAt = Date.now()
const end = begunAt + Number(seconds) * 1000
const ends: number[] = []
const milliseconds: number[] = []
await Promise.all(
  ids.map(async (first) => {
    for (let id = first; Date.now() < end; id = await world.begin())
      for (const one of sendings) {
        const from = performance.now()
        await world.send(id, one)
        milliseconds.push(performance.now() - from)
        ends.push(Date.now())
      }
  }),
)
await world.close()
const figures: NodeFigures = { begunAt, ends, milliseconds }
process.stdout.write(JSON.stringify(figures))
