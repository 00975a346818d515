import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.js'
import type { GroupTransaction } from '../../engine/store/port.js'
import { files } from './errand.js'
import { testedDatabase } from './open-test-database.js'
import { accepted, openTestEngine, refused, sound, type TestEngine } from './open-test-engine.js'
import { keepMemory } from '../reload/memory.js'

const slip = `
paper: slip
title: { zh-CN: 收据, en: Slip }
series: S-{yyyy}-{seq:3}
size: A5
fields:
  model: { type: text, required: true, label: { zh-CN: 型号, en: Model } }
  kind: { type: text, label: { zh-CN: 类别, en: Kind } }
  price: { type: money, label: { zh-CN: 金额, en: Amount } }
  urgent: { type: boolean, label: { zh-CN: 加急, en: Urgent } }
  owner: { type: object, label: { zh-CN: 物主, en: Owner }, fields: { name: { type: text, label: { zh-CN: 姓名, en: Name } } } }
  bringsOn: { type: date-time, label: { zh-CN: 送来时间, en: Brought in } }
  parts: { type: list, of: { type: text }, label: { zh-CN: 零件, en: Parts } }
  keeper: { type: person, label: { zh-CN: 保管人, en: Keeper } }
  estate: { type: person, label: { zh-CN: 物业, en: Estate } }
  place: { type: object, label: { zh-CN: 地点, en: Place }, fields: { home: { type: object, fields: { city: { type: text }, road: { type: text } } } } }
  blank: { type: text, label: { zh-CN: 备注, en: Remark } }
signatures: [ { zh-CN: 客户签字, en: Customer } ]
note: { zh-CN: 凭此领取。, en: Bring it along. }
`

const keeping = `
dsl: '1'
process: keeping
version: 1.0.0
title: { zh-CN: 保管, en: Keeping }
number: K-{seq:3}
calendar: city
start: { roles: [clerk] }
fields:
  model: { type: text, required: true }
  kind: { type: choice, of: { big: { zh-CN: 大件, en: Big }, small: { zh-CN: 小件, en: Small } } }
  price: { type: money }
  urgent: { type: boolean }
  owner: { type: object, personal: true, fields: { name: { type: text } } }
  bringsOn: { type: date-time }
  parts: { type: list, of: { type: text } }
  keeper: { type: person }
  estate: { type: text }
  place: { type: object, fields: { home: { type: object, fields: { city: { type: text }, road: { type: text } } } } }
forms:
  sheet: { also: { no: { type: text, required: true } } }
events:
  take: { title: { zh-CN: 收下, en: Take } }
  take-sheet: { title: { zh-CN: 凭单收下, en: Take with a sheet } }
  spoil: { title: { zh-CN: 作废, en: Spoil } }
  hand-back: { title: { zh-CN: 交还, en: Hand back } }
initial: here
states:
  here:
    title: { zh-CN: 在此, en: Here }
    task: clerk
    due: 30 days
    on:
      take: { actions: [ { issue: slip } ] }
      take-sheet: { form: sheet, actions: [ { issue: { paper: slip, number: =event.no } } ] }
      spoil: { actions: [ { void: slip } ] }
      hand-back: { target: gone }
  gone: { type: final, title: { zh-CN: 已交还, en: Handed back } }
`

const city = `
calendar: city
title: { zh-CN: 城里, en: City }
zone: Asia/Shanghai
dayCounting: same-time
hours: { mon-sun: 00:00-24:00 }
`

const folder = (paper = slip) =>
  sound([
    ...files,
    { file: 'papers/slip.yaml', text: paper },
    { file: 'keeping.yaml', text: keeping },
    { file: 'calendars/city.yaml', text: city },
  ])

const clerk = { id: 'ann', roles: ['clerk'] }
const whole = {
  model: '<b>B-3</b>',
  kind: 'big',
  price: 1234.5,
  urgent: true,
  owner: { name: '王丽' },
  bringsOn: '2026-09-28T01:30:00Z',
  parts: ['锁', '轮'],
}

let test: TestEngine
const begin = async (data: object = { model: 'B-3' }): Promise<string> =>
  accepted(await test.engine.create('keeping', { data: data as never, actor: clerk })).id
const send = (id: string, event: string, payload = {}) =>
  test.engine.send(id, event, { actor: clerk, payload })
const numbers = async (): Promise<readonly string[]> =>
  (await test.engine.vouchers({ paper: 'slip' })).items.map(({ number }) => number)

beforeEach(async () => {
  test = await openTestEngine({ workflows: folder() })
})
afterEach(() => test.close())

describe('numbers of papers', () => {
  it('follow each other without a gap, however many issue at once and whatever is refused', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => begin()))

    await Promise.all(ids.map((id) => send(id, 'take')))
    const again = await send(ids[0] ?? '', 'take')
    accepted(await send(await begin(), 'take'))

    expect(refused(again)).toBe('voucher-open')
    const expected = Array.from({ length: 13 }, (_, index) => `S-2026-${String(index + 1).padStart(3, '0')}`)
    expect([...(await numbers())].sort()).toEqual(expected)
  })

  it('are looked up together for all who issue at once, a number given by hand among them', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => begin()))
    let looks = 0
    const hear = ({ sql }: { sql: string }): void => {
      if (/^select paper, number from/i.test(sql)) looks += 1
    }
    test.handles.db.on('query', hear)

    const [held, ...others] = ids
    await Promise.all([
      send(held ?? '', 'take'),
      ...others.map((id, index) =>
        index === 3 ? send(id, 'take-sheet', { no: 'S-2026-009' }) : send(id, 'take'),
      ),
      send(held ?? '', 'take'),
    ])
    test.handles.db.removeListener('query', hear)

    const expected = Array.from({ length: 20 }, (_, index) => `S-2026-${String(index + 1).padStart(3, '0')}`)
    expect([...(await numbers())].sort()).toEqual(expected)
    expect(looks).toBeLessThan(8)
  })

  it('are not drawn when the transaction of the host rolls back', async () => {
    const id = await begin()
    const gone = test.handles.db.transaction(async (trx) => {
      accepted(await test.engine.send(id, 'take', { actor: clerk, trx }))
      throw new Error('thought better of it')
    })
    await expect(gone).rejects.toThrow('thought better of it')
    expect(await numbers()).toEqual([])

    accepted(await send(id, 'take'))

    expect(await numbers()).toEqual(['S-2026-001'])
  })

  it('that were given by hand are used once over all cases, and the series steps over them', async () => {
    const [first, second, third] = [await begin(), await begin(), await begin()]
    accepted(await send(first, 'take-sheet', { no: 'S-2026-001' }))

    expect(refused(await send(second, 'take-sheet', { no: 'S-2026-001' }))).toBe('voucher-number-used')
    accepted(await send(first, 'spoil'))
    expect(refused(await send(second, 'take-sheet', { no: 'S-2026-001' }))).toBe('voucher-number-used')
    accepted(await send(third, 'take'))

    expect([...(await numbers())].sort()).toEqual(['S-2026-001', 'S-2026-002'])
  })

  it.runIf(testedDatabase === 'postgres')(
    'are refused as used also where another node has issued them just now',
    async () => {
      keepMemory('the test stands between the calls of one store')
      const [first, second] = [await begin(), await begin()]
      const handles = await test.database.open()
      const other = await createEngine({ ...handles, clock: test.clock, workflows: folder() })
      const { store } = test.engine
      const group = store.group.bind(store)
      let looks = 0
      Object.assign(store, {
        group: (work: (tx: GroupTransaction) => Promise<unknown>) =>
          group((tx) =>
            work({
              ...tx,
              usedVouchers: async (numbers) => {
                const used = await tx.usedVouchers(numbers)
                looks += 1
                if (looks === 1)
                  accepted(await other.send(second, 'take-sheet', { payload: { no: '7' }, actor: clerk }))
                return used
              },
            }),
          ),
      })

      expect(refused(await send(first, 'take-sheet', { no: '7' }))).toBe('voucher-number-used')

      expect(await numbers()).toEqual(['7'])
      await other.stop()
      await handles.close()
    },
  )
})

describe('a printed paper', () => {
  it('tells in both languages what stands on it, with blank lines and lines to sign on', async () => {
    const id = await begin(whole)
    accepted(await send(id, 'take'))

    const page = (await test.engine.printPaper(id, 'slip')) ?? ''

    expect(page).toContain('<h1>收据<small>Slip</small></h1>')
    expect(page).toContain('<b>S-2026-001</b>')
    expect(page).toContain('<b>K-001</b>')
    expect(page).toContain('大件 <small>Big</small>')
    expect(page).toContain('1,234.50')
    expect(page).toContain('是 <small>Yes</small>')
    expect(page).toContain('姓名 <small>Name</small>: 王丽')
    expect(page).toContain('2026-09-28 09:30')
    expect(page).toContain('<p>锁</p><p>轮</p>')
    expect(page).toContain('备注 <small>Remark</small></th><td></td>')
    expect(page).toContain('客户签字 <small>Customer</small>')
    expect(page).toContain('size: A5')
    expect(page).not.toContain('VOID')
  })

  it('calls people by their names, and says once what reads the same in both languages', async () => {
    const home = { city: '上海市', road: '长江路 71 号' }
    const id = await begin({ model: 'B-3', keeper: 'ann', place: { home } })
    accepted(await send(id, 'take'))

    const page = (await test.engine.printPaper(id, 'slip')) ?? ''

    expect(page).toContain('<b>Ann</b>')
    expect(page).toContain('<p>Ann</p>')
    expect(page).toContain('<p>home: 上海市，长江路 71 号</p>')
  })

  it('calls outside parties by their names, in lists too, and leaves a name that was written out', async () => {
    await test.close()
    test = await openTestEngine({ workflows: folder(slip.replace('of: { type: text }', 'of: person')) })
    const id = await begin({ model: 'B-3', estate: 'garden', parts: ['garden', 'ann', '王家'] })
    accepted(await send(id, 'take'))

    const page = (await test.engine.printPaper(id, 'slip')) ?? ''

    expect(page).toContain('<p>花园物业</p></td>')
    expect(page).toContain('<td><p>花园物业</p><p>Ann</p><p>王家</p></td>')
    expect(page).not.toContain('garden')
  })

  it("calls outside parties as the host's directory does", async () => {
    await test.close()
    const directory = {
      find: () => Promise.resolve(clerk),
      party: (id: string) => Promise.resolve(id === 'west' ? { name: '西城物业', people: [] } : undefined),
    }
    test = await openTestEngine({ workflows: folder(), directory })
    const id = await begin({ model: 'B-3', estate: 'west' })
    accepted(await send(id, 'take'))

    expect(await test.engine.printPaper(id, 'slip')).toContain('<p>西城物业</p>')
  })

  it('runs nothing that somebody wrote into a case, and loads nothing', async () => {
    const id = await begin({ model: `<script src="https://example.org"></script>"'&` })
    accepted(await send(id, 'take'))

    const page = (await test.engine.printPaper(id, 'slip')) ?? ''

    expect(page).not.toContain('<script')
    expect(page).toContain(
      '&lt;script src=&quot;https://example.org&quot;&gt;&lt;/script&gt;&quot;&#39;&amp;',
    )
    expect(page).toContain('default-src &#39;none&#39;; style-src &#39;sha256-')
  })

  it('is marked when it is void; the latest is meant unless a number says otherwise', async () => {
    const id = await begin()
    accepted(await send(id, 'take'))
    accepted(await send(id, 'spoil'))
    accepted(await send(id, 'take'))

    expect(await test.engine.printPaper(id, 'slip', 'S-2026-001')).toContain('作废 VOID')
    expect(await test.engine.printPaper(id, 'slip')).toContain('<b>S-2026-002</b>')
    expect((await test.engine.papers(id))?.map(({ number, state }) => [number, state])).toEqual([
      ['S-2026-001', 'void'],
      ['S-2026-002', 'issued'],
    ])
    expect(await test.engine.printPaper(id, 'slip', 'S-2026-003')).toBeUndefined()
    expect(await test.engine.printPaper(id, 'ticket')).toBeUndefined()
    expect(await test.engine.papers('nobody')).toBeUndefined()
  })

  it('keeps the form it was issued with when the folder has another', async () => {
    const id = await begin()
    accepted(await send(id, 'take'))

    test = await test.restart({ workflows: folder(slip.replace('zh-CN: 收据', 'zh-CN: 凭条')) })

    expect(await test.engine.printPaper(id, 'slip')).toContain('<h1>收据')
    const later = await begin()
    accepted(await send(later, 'take'))
    expect(await test.engine.printPaper(later, 'slip')).toContain('<h1>凭条')
    expect([...(await numbers())].sort()).toEqual(['S-2026-001', 'S-2026-002'])
  })
})

describe('the register of papers', () => {
  it('refuses a filter that narrows nothing', async () => {
    await expect(test.engine.vouchers({ papre: 'slip' } as never)).rejects.toMatchObject({
      code: 'usage-wrong',
    })
  })
})
