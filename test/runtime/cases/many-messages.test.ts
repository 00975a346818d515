import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accepted, minute, monday, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'

const title = (en: string): string => `title: { zh-CN: 某, en: ${en} }`

const hub = `
dsl: '1'
process: hub
version: 1.0.0
${title('Hub')}
start: { roles: [clerk] }
fields:
  items: { type: list, of: { type: text }, maxItems: 500, default: [], label: { zh-CN: 项, en: Items } }
events: { go: { ${title('Go')} } }
initial: open
states:
  open: { ${title('Open')}, task: clerk, on: { go: waiting } }
  waiting: { ${title('Waiting')}, task: clerk, invoke: { process: leaf, forEach: =data.items, onDone: closed } }
  closed: { type: final, outcome: closed, ${title('Closed')} }
`

const leaf = `
dsl: '1'
process: leaf
version: 1.0.0
${title('Leaf')}
start: { roles: [clerk] }
events: { finish: { ${title('Finish')} } }
initial: work
states:
  work: { ${title('Work')}, task: clerk, on: { finish: done } }
  done: { type: final, outcome: done, ${title('Done')} }
`

const organisation = `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

const workflows = sound([
  { file: 'hub.yaml', text: hub },
  { file: 'leaf.yaml', text: leaf },
  { file: 'organisation.yaml', text: organisation },
])

const leaves = 30
const asAnn = { reason: 'x', actor: 'ann' }
let t: TestEngine

beforeEach(async () => {
  t = await openTestEngine({ workflows })
  const items = Array.from({ length: leaves }, (_, index) => `${index}`)
  accepted(await t.engine.create('hub', { data: { items }, actor: 'ann' }))
  accepted(await t.engine.send('case-1', 'go', { actor: 'ann' }))
  await t.engine.runDue()
})
afterEach(() => t.close())

/** All leaves end, one after the other. */
async function finish(): Promise<void> {
  for (let leaf = 1; leaf <= leaves; leaf += 1) {
    t.clock.moveTo(monday + leaf * minute)
    accepted(await t.engine.send(`case-1-c${leaf}`, 'finish', { actor: 'ann' }))
  }
}

describe('many messages for one case', () => {
  it('are taken in one piece of work, each at its own time', async () => {
    await finish()

    expect(await t.engine.runDue()).toBe(1)

    expect(await t.engine.get('case-1')).toMatchObject({ status: 'ended', endedAt: monday + leaves * minute })
    const { items } = await t.engine.trail('case-1', { limit: 500 })
    const ends = items.filter(({ type }) => type === 'child-ended').map(({ at }) => at)
    expect(ends).toEqual(Array.from({ length: leaves }, (_, index) => monday + (index + 1) * minute))
  })

  it('wait together while it is suspended, are not tried one by one, and are taken once it is resumed', async () => {
    accepted(await t.engine.suspend('case-1', asAnn))
    await finish()
    expect(await t.engine.runDue()).toBe(1)
    expect(await t.engine.runDue()).toBe(0)
    accepted(await t.engine.note('case-1', { text: 'seen', actor: 'ann' }))
    expect(await t.engine.runDue()).toBe(1)
    expect((await t.engine.related('case-1'))?.messages[0]).toMatchObject({
      ...{ status: 'waiting', attempts: 0, detail: { code: 'instance-suspended' } },
    })

    accepted(await t.engine.resume('case-1', asAnn))
    expect(await t.engine.runDue()).toBe(1)

    expect(await t.engine.get('case-1')).toMatchObject({ status: 'ended' })
  })
})
