import { describe, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.js'
import { errand, files } from './errand.js'
import { accepted, contents, day, monday, openTestEngine, sound } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }
const begin = { actor: ann, data: { address: 'Lane 5' } }

const calendar = {
  file: 'calendars/house.yaml',
  text: `
calendar: house
title: { zh-CN: 工作时间, en: House }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon: 09:00-17:00, tue: 09:00-17:00 }
`,
}

const counted = (text: string) => ({
  file: 'errand.yaml',
  text: text.replace('process: errand\n', 'process: errand\ncalendar: house\n'),
})

const withCalendar = sound([counted(errand), calendar, ...files.slice(1)])
const without = sound(files)

describe('a folder without the calendar of an open case', () => {
  it('is refused at a restart and when it is deployed, and changes nothing', async () => {
    const t = await openTestEngine({ workflows: withCalendar })
    const { id } = accepted(await t.engine.create('errand', begin))
    const before = await contents(t)
    const refusal = {
      code: 'definition-invalid',
      message: expect.stringMatching(/calendar 'house'.*of 'errand'/) as string,
    }

    await expect(t.engine.deploy(without)).rejects.toMatchObject(refusal)
    await expect(createEngine({ db: t.handles.db, workflows: without })).rejects.toMatchObject(refusal)

    expect(await contents(t)).toBe(before)
    expect(t.engine.processes().map((process) => process.calendar)).toEqual(['house'])
    expect(accepted(await t.engine.send(id, 'go', { actor: ann })).revision).toBe(2)
    await t.close()
  })

  it('is taken once these cases have ended, though others of the process are open', async () => {
    const t = await openTestEngine({ workflows: withCalendar })
    const { id } = accepted(await t.engine.create('errand', begin))
    await t.engine.send(id, 'go', { actor: ann })
    await t.engine.send(id, 'deliver', { actor: ann })

    await t.engine.deploy(without)
    const young = accepted(await t.engine.create('errand', begin))
    await t.engine.deploy(without)

    t.clock.moveTo(monday + day)
    expect(accepted(await t.engine.send(young.id, 'deliver', { actor: ann })).status).toBe('ended')
    await t.close()
  })
})
