// Events a second of DBOS on PostgreSQL: a workflow of one step for each event, its input and its result kept; 64 callers.
// `node dbos.mjs URL EVENTS`.
import { DBOS } from '@dbos-inc/dbos-sdk'

const callers = 64
const [url, wanted] = process.argv.slice(2)
const all = Number(wanted)
DBOS.setConfig({
  name: 'aftercare-bench',
  systemDatabaseUrl: url,
  systemDatabasePoolSize: 20,
  logLevel: 'error',
  runAdminServer: false,
})
const handle = DBOS.registerWorkflow(
  async (event) => DBOS.runStep(async () => ({ ...event, state: 'next' }), { name: 'advance' }),
  { name: 'event' },
)
await DBOS.launch()
const milliseconds = []
const play = async (count) => {
  let left = count
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (left > 0) {
        left -= 1
        const from = performance.now()
        await handle({ case: left % callers, event: 'report-diagnosis', payload: { remedy: 'own-repair' } })
        milliseconds.push(performance.now() - from)
      }
    }),
  )
}
await play(callers * 4)
milliseconds.length = 0
const start = performance.now()
await play(all)
const perSecond = (all * 1000) / (performance.now() - start)
await DBOS.shutdown()
console.log(JSON.stringify({ perSecond, events: all, milliseconds }))
