import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'
import { diffView } from '../../engine/index.js'
import { countedFiles, house } from './counted-errand.js'
import { accepted, openTestEngine } from './open-test-engine.js'

const ann = { id: 'ann', roles: ['clerk'] }

describe('what if a calendar that others extend were another', () => {
  it('changes those with it and counts their cases, in the zone of the calendar', async () => {
    // given an errand whose calendar 'house' extends 'base'
    const base = { ...house('09:00-17:00'), file: 'calendars/base.yaml' }
    const files = (hours: string) => [
      ...countedFiles('09:00-17:00').filter(({ file }) => file !== house('').file),
      { ...base, text: house(hours).text.replace('calendar: house', 'calendar: base') },
      { file: house('').file, text: 'calendar: house\ntitle: House\nextends: base\n' },
    ]
    const workflows = checkWorkflows(readSources(files('09:00-17:00')))
    const next = checkWorkflows(readSources(files('13:00-14:00'))).calendars.get('base')
    const test = await openTestEngine({ workflows })
    accepted(await test.engine.create('errand', { actor: ann, data: { address: 'Lane 5' } }))

    // when
    const diff = next && (await test.engine.calendarDiff(next))
    const view = JSON.stringify(diff && diffView(diff))
    await test.close()

    // then
    expect(diff).toMatchObject({ extendedBy: ['house'], notFollowed: [], cases: 1, moved: 1 })
    expect(view).toMatch(/"to":"[^"]+\+08:00"/)
  })
})
