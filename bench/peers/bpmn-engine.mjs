// Events a second of bpmn-engine: recovered from its stored state, signalled and saved for every event, into a SQLite
// file with every commit synchronised. `node bpmn-engine.mjs FILE CASES STEPS`.
import { EventEmitter } from 'node:events'
import { Engine } from 'bpmn-engine'
import knex from 'knex'

const [file, cases, steps] = process.argv.slice(2)
const names = Array.from({ length: Number(steps) }, (_, index) => `step${index}`)
const flow = (from, to) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`
const source = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://bpmn.io/schema/bpmn">
  <process id="repair" isExecutable="true">
    <startEvent id="begin" />
    ${names.map((name) => `<userTask id="${name}" />`).join('')}
    <endEvent id="end" />
    ${['begin', ...names].map((name, index) => flow(name, names[index] ?? 'end')).join('')}
  </process>
</definitions>`

const db = knex({
  client: 'sqlite3',
  connection: { filename: file },
  useNullAsDefault: true,
  pool: { min: 1, max: 1 },
})
await db.raw('pragma journal_mode = wal')
await db.raw('pragma synchronous = full')
await db.raw('create table states (id text primary key, state text not null)')
const save = (id, state) =>
  db.raw('insert into states values (?, ?) on conflict (id) do update set state = excluded.state', [
    id,
    JSON.stringify(state),
  ])

for (let number = 0; number < Number(cases); number += 1) {
  const engine = Engine({ name: `case ${number}`, source })
  const execution = await engine.execute({ listener: new EventEmitter() })
  await save(String(number), await execution.getState())
  await execution.stop()
}

let events = 0
const start = performance.now()
for (const name of names)
  for (let number = 0; number < Number(cases); number += 1) {
    const [row] = await db.raw('select state from states where id = ?', [String(number)])
    const listener = new EventEmitter()
    let waiting = ''
    listener.on('activity.wait', (api) => (waiting = api.id))
    const execution = await Engine().recover(JSON.parse(row.state)).resume({ listener })
    if (waiting !== name) throw new Error(`Expected '${name}' to wait, but it was '${waiting}'.`)
    execution.signal({ id: name })
    await save(String(number), await execution.getState())
    if (execution.state === 'running') await execution.stop()
    events += 1
  }
const perSecond = (events * 1000) / (performance.now() - start)
await db.destroy()
console.log(JSON.stringify({ perSecond, events }))
