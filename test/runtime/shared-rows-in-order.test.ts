import { afterEach, describe, expect, it } from 'vitest'
import { accepted, hour, monday, openTestEngine, sound, type TestEngine } from './open-test-engine.js'

const slips = (assign: string) =>
  sound([
    {
      file: 'visit.yaml',
      text: `
dsl: '1'
process: visit
version: 1.0.0
title: { zh-CN: 走访, en: Visit }
start: { roles: [clerk] }
fields: { place: { type: text, default: shop, label: { zh-CN: 地点, en: Place } } }
events: { go: { title: { zh-CN: 出发, en: Go } } }
initial: planned
states:
  planned: { title: { zh-CN: 计划, en: Planned }, task: clerk, on: { go: over }, after: { 24 hours: first } }
  first:
    title: { zh-CN: 一访, en: First }
    entry: { issue: slip }
    task: { role: clerk, assign: ${assign} }
    on: { go: over }
    after: { 24 hours: second }
  second:
    title: { zh-CN: 二访, en: Second }
    entry: [{ archive: slip }, { issue: slip }]
    task: { role: clerk, assign: ${assign} }
    on: { go: over }
  over: { type: final, outcome: over, title: { zh-CN: 办结, en: Over } }
`,
    },
    {
      file: 'papers/slip.yaml',
      text: `
paper: slip
title: { zh-CN: 单据, en: Slip }
series: "S-{seq:4}"
fields: { place: { label: { zh-CN: 地点, en: Place }, type: text, value: =data.place } }
`,
    },
    {
      file: 'organisation.yaml',
      text: `
organisation: office
roles: { clerk: { title: { zh-CN: 员, en: Clerk } } }
people:
  ann: { name: Ann, roles: [clerk] }
  bob: { name: Bob, roles: [clerk] }
  cid: { name: Cid, roles: [clerk] }
`,
    },
  ])

const opened: TestEngine[] = []
afterEach(async () => {
  for (const t of opened.splice(0)) await t.close()
})

/** Two visits an hour apart, and everything their timers did in the fifty hours after, looked at so often. */
async function fiftyHours(assign: string, looks: number): Promise<readonly (readonly object[])[]> {
  const t = await openTestEngine({ workflows: slips(assign) })
  opened.push(t)
  accepted(await t.engine.create('visit', { actor: 'ann' }))
  t.clock.moveTo(monday + hour)
  accepted(await t.engine.create('visit', { actor: 'ann' }))
  for (let look = 1; look <= looks; look += 1) {
    t.clock.moveTo(monday + hour + (look * 50 * hour) / looks)
    await t.engine.runDue()
  }
  return [
    await t.sql(
      `select number, instance, (issued_at - ${monday}) / ${hour} as hours from aftercare_vouchers order by number`,
    ),
    await t.sql('select id, assignee from aftercare_tasks order by id'),
  ]
}

describe('cases whose timers draw on what they share', () => {
  it.each(['in-turn', 'by-load'])(
    'number their papers in the order of time and find their people %s, however late somebody looks',
    async (assign) => {
      const [papers, people] = await fiftyHours(assign, 1)

      expect(papers).toEqual([
        { number: 'S-0001', instance: 'case-1', hours: 24 },
        { number: 'S-0002', instance: 'case-2', hours: 25 },
        { number: 'S-0003', instance: 'case-1', hours: 48 },
        { number: 'S-0004', instance: 'case-2', hours: 49 },
      ])
      expect([papers, people]).toEqual(await fiftyHours(assign, 50))
    },
  )
})
