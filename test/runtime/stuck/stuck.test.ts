import { afterEach, describe, expect, it } from 'vitest'
import { DeliveryFailed, type ToldStuck, type WaitKind } from '../../../engine/index.js'
import { databaseStuck } from '../../../engine/runtime/stuck/index.js'
import { accepted, contents, hour, openTestEngine, sound, type TestEngine } from '../open-test-engine.js'
import { orderFiles } from '../cases/order-files.js'
import { openOutside, outsideWorkflows } from '../effects/open-outside.js'
import { heldService } from '../effects/outside-files.js'
import { files } from '../errand.js'

const ann = { id: 'ann', roles: ['clerk'] }
const li = { id: 'li', roles: ['leader'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

let t: TestEngine
afterEach(() => t.close())

async function stuck(id = 'case-1'): Promise<ToldStuck> {
  const told = await t.engine.whyStuck(id)
  if (!told) throw new Error(`There is no case ${id}.`)
  return told
}

const kinds = ({ waits }: ToldStuck): readonly WaitKind[] => waits.map(({ kind }) => kind)

/** The English words of all waits of a kind. */
const words = ({ waits }: ToldStuck, kind: WaitKind): string =>
  waits
    .filter((wait) => wait.kind === kind)
    .map((wait) => wait.words.en)
    .join('\n')

describe('why a case does not move', () => {
  it('is that a task waits to be taken, with since when, by whom, and what may be done next', async () => {
    t = await openTestEngine()
    accepted(await t.engine.create('errand', begin))

    const told = await stuck()

    expect(words(told, 'task')).toBe(
      "The task 'Waiting' waits since Monday 28 September 2026 at 01:30 for somebody to take it: Clerk.",
    )
    expect(told.waits.find(({ kind }) => kind === 'task')?.words['zh-CN']).toBe(
      '任务“等待”自 2026 年 9 月 28 日（星期一）01:30起无人认领，可由以下角色办理：职员。',
    )
    expect(kinds(told)).toEqual(['task', 'timer', 'timer', 'timer'])
    expect(told.next.map(({ event, answer, roles }) => [event, answer, roles])).toEqual([
      ['go', 'yes', ['clerk']],
      ['count', 'yes', ['clerk']],
      ['give-up', 'no', ['clerk']],
    ])
    expect(told.next[2]?.words.en).toContain('There are parcels left.')
  })

  it('is the person who has the task, by name', async () => {
    t = await openTestEngine()
    accepted(await t.engine.create('errand', begin))
    const [task] = (await t.engine.tasks()).items
    accepted(await t.engine.claimTask(task?.id ?? '', { actor: 'ann' }))

    const told = await stuck()

    expect(words(told, 'task')).toBe(
      "The task 'Waiting' is with Ann since Monday 28 September 2026 at 01:30.",
    )
    expect(told.next[0]).toMatchObject({ event: 'go', person: 'ann', answer: 'yes' })
    expect(told.next[0]?.words.en).toBe("'Go' by Ann.")
  })

  it('is a timer that was due and did not fire, with what to look at', async () => {
    t = await openTestEngine()
    accepted(await t.engine.create('errand', begin))
    t.clock.moveTo(t.clock.now() + 2 * hour)

    expect(words(await stuck(), 'timer')).toContain('has not happened yet. See that a server runs')
  })

  it('is that somebody suspended it: only an operator moves it then', async () => {
    t = await openTestEngine()
    accepted(await t.engine.create('errand', begin))
    accepted(await t.engine.suspend('case-1', { actor: li, reason: 'the customer is away' }))

    const told = await stuck()

    expect(words(told, 'suspended')).toBe(
      'The case was suspended on Monday 28 September 2026 at 01:30 by 李: the customer is away',
    )
    expect(kinds(told)).toEqual(['suspended', 'task'])
    expect(told.next).toMatchObject([{ action: 'resume', roles: [] }])
  })

  it('is that it has ended, and nothing is next', async () => {
    t = await openTestEngine()
    accepted(await t.engine.create('errand', begin))
    for (const event of ['go', 'deliver']) accepted(await t.engine.send('case-1', event, { actor: ann }))

    const told = await stuck()

    expect(words(told, 'ended')).toBe('The case ended on Monday 28 September 2026 at 01:30 (delivered).')
    expect(told.next).toEqual([])
  })

  it('is another case, before and after it has begun', async () => {
    t = await openTestEngine({ workflows: sound(orderFiles) })
    const data = { phone: '13800138000', fault: 'noise' }
    accepted(await t.engine.create('order', { actor: 'ann', data }))
    accepted(await t.engine.send('case-1', 'repair', { actor: 'ann' }))

    expect(words(await stuck(), 'child')).toBe(
      "It waits for the case case-1-c1 of 'mend', which has not begun yet.",
    )
    expect(words(await stuck(), 'message')).toMatch(/^Word 'begin' for the case case-1-c1 is to be brought/)
    await t.engine.runDue()

    expect(words(await stuck(), 'child')).toMatch(
      /^It waits for the case case-1-c1 of 'mend', which began on Monday 28 September 2026 at 01:30 and stands in: /,
    )
  })

  it('is a service: not tried yet, tried again later, given up, and held by an operator', async () => {
    const bank = heldService()
    t = await openOutside({ services: { bank: bank.service } })
    accepted(await t.engine.send('case-1', 'pay', { actor: 'ann' }))
    expect(words(await stuck(), 'effect')).toMatch(/^'service:bank' waits since .* was not tried yet/)

    const due = t.engine.runDue()
    await bank.begun(1)
    bank.fail(0, new DeliveryFailed('receiver-failed', 'The bank is closed.', { permanent: false }))
    await due
    expect(words(await stuck(), 'effect')).toMatch(
      /^'service:bank' is tried again on .* \(attempts so far: 1\. The last one failed: The bank is closed\.\)\.$/,
    )
    const hold = { actor: li, reason: 'maintenance' }
    await t.engine.holdEffects(hold)
    const held = await stuck()
    expect(words(held, 'held')).toContain('1 of this case wait until it is released')
    expect(held.next.at(-1)).toMatchObject({ action: 'release' })
    await t.engine.releaseEffects(hold)

    t.clock.moveTo(t.clock.now() + hour)
    const again = t.engine.runDue()
    await bank.begun(2)
    bank.fail(1, new DeliveryFailed('receiver-refused', 'The account is unknown.', { permanent: true }))
    await again
    const told = await stuck()

    expect(words(told, 'incident')).toContain('for somebody to decide: The account is unknown.')
    expect(told.next.flatMap(({ action }) => action ?? [])).toEqual(['retry', 'skip', 'send-back'])
    expect(told.next.map(({ event }) => event).filter(Boolean)).toEqual(['stop'])
  })

  it('is a window that is closed and a year whose holidays nobody knows', async () => {
    t = await openTestEngine({ workflows: sound([windowed, calendar, ...files.slice(1)]) })
    const [{ publishedUntil = 0 } = {}] = t.engine.calendars()
    t.clock.moveTo(Date.parse(`${publishedUntil}-12-31T23:00:00+08:00`))
    accepted(await t.engine.create('errand', begin))

    const told = await stuck()

    expect(words(told, 'window')).toMatch(/^Expected 'Go' to be sent while it may be, but that is not now\./)
    expect(words(told, 'holidays')).toContain("The calendar 'house' does not know the holidays")
    expect(told.zone).toBe('Asia/Shanghai')
  })

  it('is nothing at all where only an event moves it', async () => {
    t = await openTestEngine({ workflows: sound([idle, ...files.slice(1)]) })
    accepted(await t.engine.create('errand', { actor: ann }))

    const told = await stuck()

    expect(kinds(told)).toEqual(['nothing'])
    expect(told.next).toMatchObject([{ event: 'go', answer: 'yes' }])
  })

  it('is read and changes nothing; there is none for a case that is not there', async () => {
    t = await openTestEngine()
    accepted(await t.engine.create('errand', begin))
    const before = await contents(t)

    await stuck()

    expect(await contents(t)).toBe(before)
    expect(await t.engine.whyStuck('nobody')).toBeUndefined()
  })

  it('is the same read from the database by the number of the case', async () => {
    t = await openTestEngine()
    const { number = '' } = accepted(await t.engine.create('errand', begin))
    const { organisation } = outsideWorkflows

    const told = await databaseStuck(t.engine.store, { name: number, now: t.clock.now(), organisation })

    expect(told).toEqual(await stuck())
  })
})

const windowed = {
  file: 'errand.yaml',
  text: `
dsl: '1'
process: errand
version: 1.0.0
title: { zh-CN: 跑腿, en: Errand }
calendar: house
start: { roles: [clerk] }
fields: { address: { type: text, label: { zh-CN: 地址, en: Address } } }
events: { go: { title: { zh-CN: 出发, en: Go } } }
initial: waiting
states:
  waiting:
    title: { zh-CN: 等待, en: Waiting }
    task: clerk
    due: { within: 3 working days, escalate: leader }
    on: { go: { window: { hours: 09:00-17:00 }, target: gone } }
  gone: { type: final, outcome: gone, title: { zh-CN: 已走, en: Gone } }
`,
}

const calendar = {
  file: 'calendars/house.yaml',
  text: `
calendar: house
title: { zh-CN: 工作时间, en: House }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon: 09:00-17:00, tue: 09:00-17:00, wed: 09:00-17:00, thu: 09:00-17:00, fri: 09:00-17:00 }
holidays: [CN]
`,
}

const idle = {
  file: 'errand.yaml',
  text: `
dsl: '1'
process: errand
version: 1.0.0
title: { zh-CN: 跑腿, en: Errand }
start: { roles: [clerk] }
events: { go: { title: { zh-CN: 出发, en: Go } } }
initial: waiting
states:
  waiting: { title: { zh-CN: 等待, en: Waiting }, on: { go: { roles: [clerk], target: gone } } }
  gone: { type: final, outcome: gone, title: { zh-CN: 已走, en: Gone } }
`,
}
