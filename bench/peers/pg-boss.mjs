// Jobs a second of pg-boss that are due at once: taken in batches by several workers, each job completed.
// `node pg-boss.mjs URL JOBS`.
import PgBoss from 'pg-boss'

const [url, wanted] = process.argv.slice(2)
const all = Number(wanted)
const queue = 'timers'
const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false })
boss.on('error', (error) => console.error(error))
await boss.start()
await boss.createQueue(queue)
for (let from = 0; from < all; from += 1000)
  await boss.insert(
    Array.from({ length: Math.min(1000, all - from) }, (_, index) => ({
      name: queue,
      data: { case: from + index },
      startAfter: new Date(Date.now() - 60_000),
    })),
  )
const seen = new Map()
const start = performance.now()
// Fetched and completed by hand: `work` polls twice a second at most and would be measured by its pauses.
const worker = async () => {
  for (;;) {
    const jobs = await boss.fetch(queue, { batchSize: 64 })
    if (jobs.length === 0) return
    for (const { data } of jobs) seen.set(data.case, (seen.get(data.case) ?? 0) + 1)
    await boss.complete(
      queue,
      jobs.map(({ id }) => id),
    )
  }
}
await Promise.all(Array.from({ length: 4 }, worker))
const perSecond = (all * 1000) / (performance.now() - start)
await boss.stop({ graceful: false })
if (seen.size !== all) throw new Error(`Expected ${all} jobs, but ${seen.size} were done.`)
console.log(JSON.stringify({ perSecond, jobs: all }))
