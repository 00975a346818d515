/**
 * Does one act and ends itself with `kill -9` at a stop on the way. What it says before that is the only sign that it
 * came there. Arguments, as JSON: the config of its engine, the name of the act, the stop.
 */
import { writeSync } from 'node:fs'
import { stopActs } from './stop-acts.js'
import { openWorld, type Stop, type WorldConfig } from './stop-world.js'

const [config, name, stop] = JSON.parse(process.argv[2] ?? '[]') as [WorldConfig, string, Stop]

const world = await openWorld(config, ({ transaction, side }) => {
  if (transaction !== stop.transaction || side !== stop.side) return
  writeSync(1, 'stopped\n')
  process.kill(process.pid, 'SIGKILL')
})
await stopActs[name]?.act(world)
writeSync(1, 'never came there\n')
process.exit(0)
