import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SourceFile } from '../../../engine/index.js'
import {
  accepted,
  minute,
  monday,
  openTestEngine,
  refused,
  sound,
  type TestEngine,
} from '../open-test-engine.js'

const title = (en: string): string => `title: { zh-CN: 某, en: ${en} }`

const parent = `
dsl: '1'
process: parent
version: 1.0.0
${title('Parent')}
start: { roles: [clerk] }
events: { go: { ${title('Go')} }, finish: { ${title('Finish')} } }
initial: open
states:
  open: { ${title('Open')}, task: clerk, on: { go: waiting } }
  waiting: { ${title('Waiting')}, invoke: { process: child, onDone: next, onError: closed } }
  next: { ${title('Next')}, task: { role: clerk, assign: in-turn }, on: { finish: closed } }
  closed: { type: final, outcome: closed, ${title('Closed')} }
`

const child = `
dsl: '1'
process: child
version: 1.0.0
${title('Child')}
start: { roles: [clerk] }
events: { finish: { ${title('Finish')} } }
initial: work
states:
  work: { ${title('Work')}, task: { role: clerk, assign: in-turn }, on: { finish: done }, after: { 1 hour: done } }
  done: { type: final, outcome: done, ${title('Done')} }
`

const organisation = `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

const files: readonly SourceFile[] = [
  { file: 'parent.yaml', text: parent },
  { file: 'child.yaml', text: child },
  { file: 'organisation.yaml', text: organisation },
]

const workflows = sound(files)
const ann = { id: 'ann', name: 'Ann', roles: ['clerk'], skills: [], absences: [] }

let t: TestEngine
let isDown = false

beforeEach(async () => {
  isDown = false
  const directory = {
    find: (id: string) => Promise.resolve(id === 'ann' ? ann : undefined),
    candidates: () =>
      isDown ? Promise.reject(new Error('Ann Li is not reachable')) : Promise.resolve([ann]),
  }
  t = await openTestEngine({ workflows, directory })
  accepted(await t.engine.create('parent', { data: {}, actor: 'ann' }))
  accepted(await t.engine.send('case-1', 'go', { actor: 'ann' }))
})
afterEach(() => t.close())

/** The engine looks while the directory is down. */
async function lookInVain(): Promise<void> {
  isDown = true
  await t.engine.runDue()
  isDown = false
}

const held = async () => (await t.engine.messages({ status: 'held' })).items

describe('a message that meets an outage', () => {
  it('is held, told of without a word of the data, and taken a minute later as of when it was told', async () => {
    await lookInVain()
    expect(t.log).toEqual(['error host-failed case-1-c1'])
    expect(await held()).toMatchObject([
      { id: 'case-1-p1', kind: 'begin', process: 'child', retryAt: monday + minute, since: monday },
    ])
    expect(JSON.stringify(await held())).not.toContain('Ann Li')

    t.clock.moveTo(monday + minute - 1)
    await t.engine.runDue()
    expect(await t.engine.get('case-1-c1')).toBeUndefined()
    t.clock.moveTo(monday + minute)
    await t.engine.runDue()

    expect(await t.engine.get('case-1-c1')).toMatchObject({ createdAt: monday })
    expect(await held()).toEqual([])
  })

  it('waits longer after each further one, an hour at most, and is brought again by another engine', async () => {
    const pauses: number[] = []
    for (let tried = 0; tried < 9; tried += 1) {
      await lookInVain()
      const [message] = await held()
      pauses.push(((message?.retryAt ?? 0) - t.clock.now()) / minute)
      t.clock.moveTo(message?.retryAt ?? 0)
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])

    t = await t.restart()
    await t.engine.runDue()

    expect(await t.engine.get('case-1-c1')).toMatchObject({ createdAt: monday, status: 'ended' })
  })

  it('that ends a case reaches the one that waits for nothing else', async () => {
    await t.engine.runDue()
    accepted(await t.engine.send('case-1-c1', 'finish', { actor: 'ann' }))
    await lookInVain()
    expect(await held()).toMatchObject([{ kind: 'child-ended', to: 'case-1' }])
    expect((await t.engine.get('case-1'))?.active).toMatchObject([{ path: 'waiting' }])

    t.clock.moveTo(monday + minute)
    await t.engine.runDue()

    expect((await t.engine.get('case-1'))?.active).toMatchObject([{ path: 'next' }])
  })

  it('is brought at once where an operator wants it', async () => {
    await lookInVain()

    const request = { reason: 'the directory answers again', actor: 'ann' }
    accepted(await t.engine.retryMessage('case-1-p1', request))
    await t.engine.runDue()

    expect(await t.engine.get('case-1-c1')).toMatchObject({ status: 'active' })
    expect(refused(await t.engine.retryMessage('case-1-p1', request))).toBe('unknown-message')
  })
})

describe('a directory that answers what is no answer', () => {
  it.each([
    ['nothing', undefined],
    ['people without skills', [{ id: 'ann', roles: ['clerk'], absences: [] }]],
    ['an absence that is none', [{ ...ann, absences: [{ from: 'today' }] }]],
  ])('is told so once (%s), and no transaction goes on asking', async (_name, answer) => {
    let asked = 0
    const directory = {
      find: () => Promise.resolve(ann),
      candidates: () => ((asked += 1), Promise.resolve(answer as never)),
    }
    t = await t.restart({ directory })

    const creation = t.engine.create('child', { data: {}, actor: 'ann' })

    await expect(creation).rejects.toMatchObject({
      code: 'host-failed',
      message: expect.stringContaining(`'candidates'`) as string,
    })
    expect(asked).toBe(1)
  })
})
