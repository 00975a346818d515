import { expect, it } from 'vitest'
import { accepted, openTestEngine, sound } from './open-test-engine.js'

const parcel = `dsl: '1'
process: parcel
version: 1.0.0
title: { zh-CN: 包裹, en: Parcel }
start: { roles: [clerk] }
fields:
  items:
    type: list
    maxItems: 5
    label: { zh-CN: 物品, en: Items }
    of: { type: object, fields: { serial: { type: text, search: true, label: { zh-CN: 编号, en: Serial } } } }
events: { change: { title: { zh-CN: 更改, en: Change } }, send-off: { title: { zh-CN: 发出, en: Send off } } }
forms: { items: { ask: [items], required: [items] } }
initial: open
states:
  open: { title: { zh-CN: 办理, en: Open }, task: clerk, due: 1 hour, on: { change: { form: items, branches: [{}] }, send-off: sent } }
  sent: { type: final, outcome: sent, title: { zh-CN: 已发出, en: Sent } }
`
const organisation = `organisation: house
roles: { clerk: { zh-CN: 文员, en: Clerk } }
`

it('finds a case by any item of a list, also after the list has changed', async () => {
  const t = await openTestEngine({
    workflows: sound([
      { file: 'parcel.yaml', text: parcel },
      { file: 'organisation.yaml', text: organisation },
    ]),
  })
  const actor = { id: 'ann', roles: ['clerk'] }
  const serials = (...all: readonly string[]) => ({ items: all.map((serial) => ({ serial })) })
  const { id } = accepted(await t.engine.create('parcel', { actor, data: serials('SN-100', 'SN-200') }))
  const found = async (q: string): Promise<number> => t.engine.count({ q })

  expect([await found('SN-100'), await found('SN-200'), await found('SN-300')]).toEqual([1, 1, 0])
  accepted(await t.engine.send(id, 'change', { actor, payload: serials('SN-300', 'SN-300', 'SN-200') }))
  expect([await found('SN-100'), await found('SN-200'), await found('SN-300')]).toEqual([0, 1, 1])
  await t.close()
})
