import { performance } from 'node:perf_hooks'
import { rounded } from '../measure.js'
import { loadLife } from '../repair-life.js'
import { begun, openWorld } from '../world.js'

/** A process of its own that opens one database and does what is due: `node start-child.js PLACE`. Writes milliseconds. */
const [place = ''] = process.argv.slice(2)
const life = await loadLife()
const start = performance.now()
const world = await openWorld(place, life, begun + 60_000)
await world.engine.runDue()
const startUp = performance.now() - start
await world.close()
process.stdout.write(JSON.stringify(rounded(startUp)))
