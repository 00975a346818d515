import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../engine/index.js'
import { accepted, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { aftercare, serving, temporaryFolder } from './run-aftercare.js'

const workflows = 'test/server/fixtures'
let place: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  place = await temporaryFolder()
})
afterAll(() => place.remove())

describe('aftercare doctor', () => {
  it('finds a server at work in order, and one that was stopped', async () => {
    const db = join(place.path, 'served.db')
    const server = await serving({ AFTERCARE_DB: db, AFTERCARE_WORKFLOWS: workflows })
    const beside = await aftercare(['doctor', '--db', db, '--workflows', workflows, '--json'])
    await server.stop()
    const after = await aftercare(['doctor', '--db', db, '--workflows', workflows])

    expect(beside.code).toBe(0)
    expect(beside.json().ok).toBe(true)
    const found = new Map(
      (beside.json().findings as { check: string; status: string }[]).map(({ check, status }) => [
        check,
        status,
      ]),
    )
    for (const check of [
      'node',
      'database',
      'settings',
      'pool',
      'clock',
      'tables',
      'nodes',
      'folder',
      'calendars',
    ])
      expect([check, found.get(check)]).toEqual([check, 'ok'])
    expect(after.code).toBe(0)
    expect(after.out).toMatch(/^warn {2}nodes +No server is at work on this database/m)
    expect(after.out).toMatch(/^ +Start one with 'aftercare serve'/m)
  })

  it('ends with 1 where something is bad, and looks at the rest all the same', async () => {
    const ran = await aftercare(['doctor', '--db', join(place.path, 'none.db'), '--workflows', workflows])

    expect(ran.code).toBe(1)
    expect(ran.out).toMatch(/^bad {3}database +There is no database/m)
    expect(ran.out).toMatch(/^ok {4}folder +\d+ processes, without errors/m)
  })
})

describe('aftercare stuck', () => {
  let t: TestEngine
  let number: string
  beforeAll(async () => {
    // The command looks at the clock of the machine.
    t = await openTestEngine({ clock: systemClock })
    const request = { actor: { id: 'ann', roles: ['clerk'] }, data: { address: 'Lane 5' } }
    number = accepted(await t.engine.create('errand', request)).number ?? ''
  })
  afterAll(() => t.close())

  it('says in either language what a case waits for and what may be done next', async () => {
    const english = await aftercare(['stuck', number, '--db', t.file])
    const chinese = await aftercare(['stuck', number, '--db', t.file, '--lang', 'zh-CN'])

    expect([english.code, chinese.code]).toEqual([0, 0])
    expect(english.out).toContain("The task 'Waiting' waits since")
    expect(english.out).toContain("What may be done next:\n  'Go' by clerk.")
    expect(chinese.out).toContain('任务“等待”')
    expect(chinese.out).toContain('下一步：\n  “出发”可由 clerk 办理。')
  })

  it('gives the same as HTTP does, as JSON', async () => {
    const ran = await aftercare(['stuck', number, '--db', t.file, '--json'])

    expect(ran.json()).toMatchObject({ number, status: 'active', next: [{ event: 'go' }, {}, {}] })
  })

  it('ends with 2 for a case that is not there', async () => {
    const ran = await aftercare(['stuck', 'nobody', '--db', t.file, '--json'])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })
})
