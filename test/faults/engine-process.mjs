/**
 * An engine in a process of its own, to be killed: `node engine-process.mjs <database> <folder> <time>`. It says
 * 'ready' and then answers each line (JSON: a method of the engine and its arguments) with one line. Its clock stands
 * at the given time until it is told to move.
 */
import { createInterface } from 'node:readline'
import { createEngine, openSqlite, VirtualClock } from '../../dist/engine/index.js'

const [database, workflows, time] = process.argv.slice(2)
const clock = new VirtualClock(Number(time))
const engine = await createEngine({ ...(await openSqlite(database)), workflows, clock })

const methods = {
  create: (...args) => engine.create(...args),
  send: (...args) => engine.send(...args),
  note: (...args) => engine.note(...args),
  start: () => engine.start(),
  moveTo: (instant) => clock.moveTo(instant),
  runDue: () => engine.runDue(),
}

const say = (answer) => process.stdout.write(`${JSON.stringify(answer ?? null)}\n`)
say('ready')
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, args } = JSON.parse(line)
  // Not awaited: requests of several callers arrive while others are under way.
  Promise.resolve(methods[method](...args)).then(
    (answer) => say({ id, answer: answer ?? null }),
    (error) => say({ id, error: String(error) }),
  )
}
