import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accepted, contents, openTestEngine, type TestEngine } from '../runtime/open-test-engine.js'
import { aftercare } from './run-aftercare.js'

let test: TestEngine
let id: string
let number: string

beforeAll(async () => {
  test = await openTestEngine()
  const request = { actor: { id: 'ann', roles: ['clerk'] }, data: { address: 'Lane 5' } }
  const created = accepted(await test.engine.create('errand', request))
  id = created.id
  number = created.number ?? ''
})
afterAll(() => test.close())

describe('aftercare deadlines', () => {
  it('says by number or id why everything is due, for people in either language, and changes nothing', async () => {
    const before = await contents(test)
    const english = await aftercare(['deadlines', number, '--db', test.file])
    const chinese = await aftercare(['deadlines', id, '--db', test.file, '--lang', 'zh-CN'])

    expect([english.code, chinese.code]).toEqual([0, 0])
    expect(english.out).toContain('waiting#due')
    expect(english.out).toContain('For the customer:')
    expect(english.out).toContain('Due on Monday 28 September 2026 at 03:30 (UTC).')
    // The `after` of the process takes its figure from a parameter.
    expect(english.out).toContain("The figure is the parameter 'Patience'.")
    expect(chinese.out).toContain('应于 2026 年 9 月 28 日（星期一）03:30（UTC）前完成。')
    expect(await contents(test)).toBe(before)
  })

  it('gives the same as HTTP does, as JSON', async () => {
    const ran = await aftercare(['deadlines', number, '--db', test.file, '--json'])

    expect(ran.json()).toMatchObject({
      instance: id,
      number,
      running: [{ id: 'waiting#due', dueAt: '2026-09-28T03:30:00Z' }, { id: 'waiting@after.patience' }],
      ended: [],
    })
  })

  it.each([
    ['a case that is not there', ['nobody-knows']],
    ['a language it does not speak', ['E-1', '--lang', 'fr']],
  ])('ends with 2 for %s', async (_what, args) => {
    const ran = await aftercare(['deadlines', ...args, '--db', test.file, '--json'])

    expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
  })
})
