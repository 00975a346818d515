import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InstanceRecord, SourceFile } from '../../../engine/index.js'
import { accepted, openTestEngine, refused, sound, type TestEngine } from '../open-test-engine.js'

const claim = `
dsl: '1'
process: claim
version: 1.0.0
title: { zh-CN: 索赔, en: Claim }
start: { roles: [clerk] }
fields:
  phone: { type: text, search: true, label: { zh-CN: 电话, en: Telephone } }
  serial: { type: text, search: true, label: { zh-CN: 编号, en: Serial number } }
  goodsAt: { type: text, default: customer, label: { zh-CN: 商品所在, en: Where the goods are } }
  agreed: { type: boolean, default: false, label: { zh-CN: 已达成一致, en: Agreed } }
duplicates: { same: [phone, serial], within: 30 days }
events:
  take-in: { title: { zh-CN: 收货, en: Take in } }
  issue: { title: { zh-CN: 开收据, en: Issue a receipt } }
  void: { title: { zh-CN: 作废收据, en: Void the receipt } }
  agree: { title: { zh-CN: 达成一致, en: Agree } }
  hand-back: { title: { zh-CN: 归还, en: Hand back } }
  close: { title: { zh-CN: 办结, en: Close } }
  keep: { title: { zh-CN: 留存, en: Keep } }
initial: open
states:
  open:
    title: { zh-CN: 开始, en: Open }
    task: clerk
    on:
      take-in: { actions: { assign: { goodsAt: us } } }
      issue: { actions: { issue: slip } }
      void: { actions: { void: slip } }
      agree: { actions: { assign: { agreed: true } } }
      hand-back: { actions: { assign: { goodsAt: customer } } }
      close: closed
      keep: uncollected
    after: { 90 days: closed }
  closed: { type: final, outcome: closed, title: { zh-CN: 办结, en: Closed } }
  uncollected: { type: final, outcome: uncollected, title: { zh-CN: 无人领取, en: Uncollected } }
invariants:
  goods-are-home: { in: closed, if: data.goodsAt == "customer", else: { zh-CN: 商品未归还, en: The goods are not home. } }
  both-agreed: { in: closed, if: data.agreed, else: { zh-CN: 未达成一致, en: Nothing is agreed. } }
  goods-are-here: { in: uncollected, if: data.goodsAt == "us", else: { zh-CN: 商品不在我处, en: The goods are not here. } }
`

const slip = `
paper: slip
title: { zh-CN: 收据, en: Slip }
series: S-{yyyy}-{seq:3}
fields:
  phone: { type: text }
`

const organisation = `
organisation: office
roles: { clerk: { title: { zh-CN: 职员, en: Clerk } } }
people: { ann: { name: Ann, roles: [clerk] } }
`

const files: readonly SourceFile[] = [
  { file: 'claim.yaml', text: claim },
  { file: 'papers/slip.yaml', text: slip },
  { file: 'organisation.yaml', text: organisation },
]

const workflows = sound(files)
const same = { phone: '13800138000', serial: 'SN-1' }
let t: TestEngine

beforeEach(async () => {
  t = await openTestEngine({ workflows })
})

afterEach(async () => {
  await t.close()
})

async function begun(data: { readonly phone?: string; readonly serial?: string } = same): Promise<string> {
  return accepted(await t.engine.create('claim', { data: { ...data }, actor: 'ann' })).id
}

async function send(id: string, event: string): Promise<InstanceRecord> {
  return accepted(await t.engine.send(id, event, { actor: 'ann' }))
}

function merge(loser: string, into: string, more: { readonly confirmDifferent?: boolean } = {}) {
  return t.engine.merge(loser, { into, reason: 'told twice', actor: 'ann', ...more })
}

describe('a merge', () => {
  it('ends a case whose end states demand the opposite of one another, while nothing has happened', async () => {
    const [first, second] = [await begun(), await begun()]

    expect(accepted(await merge(second, first))).toMatchObject({ status: 'ended', outcome: 'merged-into' })
  })

  it('is refused while the goods the case took in are still here, and nothing is changed', async () => {
    const [first, second] = [await begun(), await begun()]
    const { revision } = await send(second, 'take-in')

    const { refused: refusal } = await merge(second, first)
    expect(refusal).toMatchObject({ code: 'invariant-broken', text: { en: 'The goods are not home.' } })
    expect(refusal?.reasons).toHaveLength(1)
    expect(await t.engine.get(second)).toMatchObject({ status: 'active', revision })

    await send(second, 'hand-back')
    accepted(await merge(second, first))
  })

  it('leaves no open paper on an ended case: it is voided first, or the other case ends', async () => {
    const [first, second] = [await begun(), await begun()]
    await send(second, 'issue')

    const { refused: refusal } = await merge(second, first)
    expect(refusal).toMatchObject({
      code: 'voucher-open',
      text: {
        'zh-CN': '“收据”S-2026-001 已开出，先作废或归档，案件才能提前结束。',
        en: "Expected no open 'Slip' when a case ends early, but S-2026-001 is issued. Make it void or archive it first.",
      },
      reasons: [{ found: 'S-2026-001' }],
    })
    accepted(await merge(first, second))
    expect(await t.engine.get(second)).toMatchObject({ status: 'active', vouchers: [{ state: 'issued' }] })
  })

  it('ends the case once its paper is void', async () => {
    const [first, second] = [await begun(), await begun()]
    await send(second, 'issue')
    await send(second, 'void')

    accepted(await merge(second, first))
  })

  it("does not end one customer's case in that of another, unless that is confirmed", async () => {
    const first = await begun()
    const second = await begun({ ...same, phone: '13900139000' })

    const { refused: refusal } = await merge(second, first)
    expect(refusal).toMatchObject({
      code: 'cannot-merge',
      text: {
        'zh-CN': '两案的“电话”不同，可能不是同一事项。确属重复受理的，请用 confirmDifferent: true 确认。',
        en: "Expected two cases of one matter, but they differ in 'Telephone'. If it was told twice all the same, confirm it with 'confirmDifferent: true'.",
      },
    })
    expect(await t.engine.get(second)).toMatchObject({ status: 'active' })
    expect(accepted(await merge(second, first, { confirmDifferent: true }))).toMatchObject({
      continuedIn: first,
    })
  })

  it('tells in the trails of both what was confirmed, and nothing where there was nothing to confirm', async () => {
    const first = await begun()
    const otherPhone = await begun({ ...same, phone: '13900139000' })
    const unknown = await begun({})
    const alike = await begun()
    for (const loser of [otherPhone, unknown, alike])
      accepted(await merge(loser, first, { confirmDifferent: true }))

    const bodies = async (id: string, type: string) =>
      (await t.engine.trail(id, { limit: 500 })).items
        .filter((entry) => entry.type === type)
        .map(({ body }) => body['confirmedDifferent'])
    expect(await bodies(otherPhone, 'merged')).toEqual([['phone']])
    expect(await bodies(unknown, 'merged')).toEqual([['phone', 'serial']])
    expect(await bodies(alike, 'merged')).toEqual([undefined])
    expect(await bodies(first, 'linked')).toEqual([['phone'], ['phone', 'serial'], undefined])
  })

  it('takes nothing but yes or no as a confirmation', async () => {
    const [first, second] = [await begun(), await begun({ ...same, phone: '13900139000' })]

    await expect(merge(second, first, { confirmDifferent: 'no' as never })).rejects.toMatchObject({
      code: 'usage-wrong',
    })
  })

  it('goes by what both cases know, as a search compares it', async () => {
    const first = await begun()
    const otherwise = await begun({ phone: ' 13800138000', serial: 'sn-1' })
    const unknownSerial = await begun({ phone: same.phone })
    const nothingKnown = await begun({})

    accepted(await merge(otherwise, first))
    accepted(await merge(unknownSerial, first))
    const { refused: refusal } = await merge(nothingKnown, first)
    expect(refusal?.text.en).toContain("nothing of 'Telephone', 'Serial number' is known of both")
  })

  it('that was confirmed is another request than one that was not', async () => {
    const first = await begun()
    const second = await begun({ ...same, phone: '13900139000' })
    const request = { into: first, reason: 'told twice', actor: 'ann', idempotencyKey: 'm-1' }
    accepted(await t.engine.merge(second, { ...request, confirmDifferent: true }))

    expect(refused(await t.engine.merge(second, request))).toBe('idempotency-key-reused')
  })
})
