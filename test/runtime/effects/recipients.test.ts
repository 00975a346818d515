import { describe, expect, it } from 'vitest'
import type { OutgoingMessage } from '../../../engine/channels/index.js'
import { outgoingMessage } from '../../../engine/runtime/effects/outgoing-message.js'
import { addressBookOf } from '../../../engine/runtime/effects/address-book.js'
import { recipientsOf } from '../../../engine/runtime/effects/recipients.js'
import { checkedDirectory } from '../../../engine/runtime/checked-directory.js'
import { OrganisationDirectory } from '../../../engine/runtime/organisation-directory.js'
import type { Directory } from '../../../engine/runtime/ports.js'
import type { JsonObject } from '../../../engine/errors/index.js'
import type { EffectRow } from '../../../engine/store/port.js'
import { checkFiles } from '../../definition/check-files.js'

const files = {
  'organisation.yaml': `organisation: house
zone: Asia/Shanghai
roles:
  staff: { title: { zh-CN: 售后, en: Staff } }
  leader: { title: { zh-CN: 领导, en: Leader }, deputies: false }
  factory: { title: { zh-CN: 厂方, en: Factory }, outside: true }
  customer: { title: { zh-CN: 客户, en: Customer }, outside: true }
parties:
  south: { title: { zh-CN: 南厂, en: South }, kind: factory, roles: [factory], email: desk@south.example, language: zh-CN }
  north: { title: { zh-CN: 北厂, en: North }, kind: factory, roles: [factory] }
people:
  ann: { name: 安, roles: [staff, leader], email: ann@house.example, language: en }
  bo: { name: 博, roles: [staff], mobile: '13800138000', absent: { from: 2026-10-12, to: 2026-10-16, deputy: cy } }
  cy: { name: 岑, roles: [leader], email: cy@house.example }
  di: { name: 狄, roles: [leader], absent: { from: 2026-10-12, to: 2026-10-16 } }
  fay: { name: 菲, roles: [factory], party: south, email: fay@south.example }
  gus: { name: 古, roles: [factory], party: north, email: gus@north.example }
`,
  'repair.yaml': `dsl: "1"
process: repair
version: "1.0.0"
title: { zh-CN: 维修, en: Repair }
parties: { factory: { is: data.factory } }
fields:
  factory: { type: text, label: { zh-CN: 厂方, en: Factory } }
  customer:
    type: object
    label: { zh-CN: 客户, en: Customer }
    fields:
      name: { type: text, contact: name }
      phone: { type: text, contact: mobile }
      speaks: { type: choice, of: { zh-CN: { zh-CN: 中文, en: Chinese }, en: { zh-CN: 英文, en: English } }, contact: language }
  otherPhone: { type: text, contact: mobile, contactOf: customer, label: { zh-CN: 其他电话, en: Other phone } }
  mailbox: { type: text, contact: email, contactOf: customer, label: { zh-CN: 邮箱, en: Mailbox } }
initial: open
states:
  open: { title: { zh-CN: 办理中, en: Open }, task: staff, due: 3 days, on: { finish: { title: { zh-CN: 结束, en: Finish }, target: closed } } }
  closed: { type: final, outcome: closed, title: { zh-CN: 已办结, en: Closed } }
`,
}
const { processes, organisation, problems } = checkFiles(files)
const [process] = processes
if (!process) throw new Error(JSON.stringify(problems))
const monday = Date.parse('2026-09-28T09:30+08:00')
const holiday = Date.parse('2026-10-13T09:30+08:00')

function bookAt(now: number, directory?: Directory) {
  const own = new OrganisationDirectory(organisation, () => now)
  return addressBookOf(directory ?? own, own, () => now)
}
const reached = (
  roles: readonly string[],
  {
    data = {},
    parties,
    now = monday,
  }: { data?: JsonObject; parties?: Record<string, string>; now?: number } = {},
) => recipientsOf(roles, { record: { data, ...(parties && { parties }) }, process }, bookAt(now))

describe('a role of the house', () => {
  it('is everybody who holds it, with the address and language of each', async () => {
    expect(await reached(['staff'])).toEqual([
      { role: 'staff', person: 'ann', name: '安', email: 'ann@house.example', language: 'en' },
      { role: 'staff', person: 'bo', name: '博', mobile: '13800138000' },
    ])
  })

  it('is whoever stands in for the absent, who get nothing', async () => {
    const people = (await reached(['staff'], { now: holiday })).map(({ person }) => person)

    expect(people).toEqual(['ann', 'cy'])
  })

  it('is nobody in place of the absent where the role is not passed on', async () => {
    const people = (await reached(['leader'], { now: holiday })).map(({ person }) => person)

    expect(people).toEqual(['ann', 'cy'])
  })

  it('is the absent where nobody else is there', async () => {
    const lonely: Directory = {
      find: (id) => Promise.resolve({ id, roles: ['staff'] }),
      candidates: () =>
        Promise.resolve([
          { id: 'eve', roles: ['staff'], skills: [], absences: [{ from: 0, to: Number.MAX_SAFE_INTEGER }] },
        ]),
    }
    const found = await recipientsOf(['staff'], { record: { data: {} }, process }, bookAt(monday, lonely))

    expect(found).toEqual([{ role: 'staff', person: 'eve' }])
  })

  it('reaches a person with two of the roles once', async () => {
    const people = (await reached(['leader', 'staff'])).map(({ role, person }) => [role, person])

    expect(people).toEqual([
      ['leader', 'ann'],
      ['leader', 'cy'],
      ['leader', 'di'],
      ['staff', 'bo'],
    ])
  })
})

describe('an outside role under parties', () => {
  it('is the party of the case and its people, and no other party', async () => {
    expect(await reached(['factory'], { parties: { factory: 'south' } })).toEqual([
      { role: 'factory', party: 'south', name: '南厂', email: 'desk@south.example', language: 'zh-CN' },
      { role: 'factory', party: 'south', person: 'fay', name: '菲', email: 'fay@south.example' },
    ])
  })

  it('is its people alone where the party has no address of its own', async () => {
    expect(await reached(['factory'], { parties: { factory: 'north' } })).toEqual([
      { role: 'factory', party: 'north', person: 'gus', name: '古', email: 'gus@north.example' },
    ])
  })

  it.each([{}, { factory: 'gone' }])(
    'is nobody, told apart, while the case names none: %j',
    async (parties) => {
      expect(await reached(['factory'], { parties })).toEqual([{ role: 'factory' }])
    },
  )

  it('is what the directory of the host says of the party', async () => {
    const host: Directory = {
      find: () => Promise.resolve(undefined),
      party: (id) =>
        Promise.resolve({
          name: id,
          contact: { email: 'a@host.example' },
          people: [{ id: 'x', roles: ['other'] }],
        }),
    }
    const found = await recipientsOf(
      ['factory'],
      { record: { data: {}, parties: { factory: 'host-1' } }, process },
      bookAt(monday, checkedDirectory(host)),
    )

    expect(found).toEqual([{ role: 'factory', party: 'host-1', name: 'host-1', email: 'a@host.example' }])
  })

  it.each([
    { name: 1, people: [] },
    { name: 'a', people: [{ id: 'x' }] },
    { name: 'a', people: [], contact: { email: 5 } },
    { name: 'a', people: [], contact: { language: 'fr' } },
    'south',
  ])('is host-failed where the directory answers %j', async (answer) => {
    const host = { find: () => Promise.resolve(undefined), party: () => Promise.resolve(answer) }
    const asking = checkedDirectory(host as unknown as Directory).party?.('south')

    await expect(asking).rejects.toMatchObject({ code: 'host-failed' })
  })
})

describe('an outside role that is no party', () => {
  it('is whom the data of the case tell, the first value of each kind', async () => {
    const data = {
      customer: { name: '王丽', phone: '13800138000', speaks: 'en' },
      otherPhone: '13900139000',
      mailbox: 'wang@mail.example',
    }

    expect(await reached(['customer'], { data })).toEqual([
      {
        role: 'customer',
        name: '王丽',
        mobile: '13800138000',
        email: 'wang@mail.example',
        language: 'en',
      },
    ])
  })

  it('takes the next field where the first holds nothing', async () => {
    expect(
      await reached(['customer'], { data: { customer: { phone: '' }, otherPhone: '13900139000' } }),
    ).toEqual([{ role: 'customer', mobile: '13900139000' }])
  })

  it('is nobody, told apart, where the data tell nothing', async () => {
    expect(await reached(['customer'], { data: { customer: { speaks: 'en' } } })).toEqual([
      { role: 'customer' },
    ])
  })
})

describe('a message on its way', () => {
  const effect: EffectRow = {
    ...{ id: 'r-1-e1', kind: 'notify', state: 'open', visit: 1, at: monday },
    ...{ to: ['customer', 'factory'], template: 'told', message: { 'zh-CN': '好', en: 'Good' } },
    ...{ instance: 'r-1', status: 'pending' },
    ...{ process: 'repair', lane: 'channel:', attempts: 0, forgiven: 0 },
  }
  const message = (data: JsonObject): Promise<OutgoingMessage> =>
    outgoingMessage(effect, {
      record: { data, process: 'repair', number: 'R-7' },
      process,
      book: bookAt(monday),
    })

  it('says what was written with the step, to whoever has the role now', async () => {
    expect(await message({ mailbox: 'new@mail.example' })).toEqual({
      to: [{ role: 'customer', email: 'new@mail.example' }, { role: 'factory' }],
      template: 'told',
      body: { 'zh-CN': '好', en: 'Good' },
      instance: 'r-1',
      process: 'repair',
      number: 'R-7',
      at: monday,
    })
  })
})
