import { afterEach, describe, expect, it } from 'vitest'
import { accepted, openTestEngine, sound, type TestEngine } from './open-test-engine.js'

const sources = sound([
  {
    file: 'mend.yaml',
    text: `
dsl: '1'
process: mend
version: 1.0.0
title: { zh-CN: 修理, en: Mend }
start: { roles: [clerk] }
editable: { fields: [customer], roles: [clerk] }
unit: { serial: serial, customer: customer.phone }
fields:
  serial: { type: text, required: true, label: { zh-CN: 编号, en: Serial number } }
  customer:
    type: object
    label: { zh-CN: 客户, en: Customer }
    fields: { phone: { type: text, search: true, personal: true, label: { zh-CN: 电话, en: Telephone } } }
events:
  mend: { title: { zh-CN: 修好, en: Mended } }
  his: { title: { zh-CN: 同一客户, en: His own } }
  anothers: { title: { zh-CN: 他人, en: Somebody else's } }
  untold: { title: { zh-CN: 不详, en: Not told } }
initial: open
states:
  open:
    title: { zh-CN: 办理, en: Open }
    task: clerk
    on:
      mend: { actions: { unit: { repair: { finishedOn: =today } } }, target: open }
      his:
        require: { if: 'unit.repairs.exists(past, past.instance != instance.id && or(past.sameCustomer, false))', else: { zh-CN: 不是, en: It is not. } }
        target: over
      anothers:
        require: { if: 'unit.repairs.exists(past, past.instance != instance.id && not(or(past.sameCustomer, true)))', else: { zh-CN: 不是, en: It is not. } }
        target: over
      untold:
        require: { if: 'unit.repairs.exists(past, past.instance != instance.id && not(present(past.sameCustomer)))', else: { zh-CN: 不是, en: It is not. } }
        target: over
  over: { type: final, outcome: over, title: { zh-CN: 办结, en: Over } }
`,
  },
  {
    file: 'organisation.yaml',
    text: `
organisation: office
roles: { clerk: { title: { zh-CN: 员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`,
  },
])

const opened: TestEngine[] = []
afterEach(async () => {
  for (const t of opened.splice(0)) await t.close()
})

async function begun({ engine }: TestEngine, phone: string | undefined): Promise<string> {
  const data = { serial: 'SN-1', ...(phone !== undefined && { customer: { phone } }) }
  return accepted(await engine.create('mend', { actor: 'ann', data })).id
}

/** Which of the three questions a new case with this telephone number answers with yes. */
async function answers(t: TestEngine, phone: string | undefined): Promise<readonly string[]> {
  const yes: string[] = []
  for (const event of ['his', 'anothers', 'untold']) {
    const answer = await t.engine.send(await begun(t, phone), event, { actor: 'ann' })
    if (!('refused' in answer)) yes.push(event)
  }
  return yes
}

describe('a repair in the file of a unit', () => {
  it('is of the same customer as the case that asks, or of another, as the earlier case tells now', async () => {
    const t = await openTestEngine({ workflows: sources })
    opened.push(t)
    const first = await begun(t, '138 0013 8000')
    accepted(await t.engine.send(first, 'mend', { actor: 'ann' }))

    expect(await answers(t, '138 0013 8000')).toEqual(['his'])
    expect(await answers(t, '１３８ 0013 8000')).toEqual(['his'])
    expect(await answers(t, '13900139000')).toEqual(['anothers'])
    expect(await answers(t, undefined)).toEqual(['untold'])
    expect(JSON.stringify(await t.sql('select * from aftercare_units'))).not.toContain('8000')
  })

  it('tells no customer where the earlier case has none', async () => {
    const t = await openTestEngine({ workflows: sources })
    opened.push(t)
    const first = await begun(t, undefined)
    accepted(await t.engine.send(first, 'mend', { actor: 'ann' }))

    expect(await answers(t, '13800138000')).toEqual(['untold'])
  })
})
