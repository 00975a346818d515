import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, type Looks } from './open-browser.js'
import { openForms } from './open-forms.js'

const bench = `
dsl: "1"
process: bench
version: "1.0.0"
title: { zh-CN: 检修, en: Bench }
calendar: plain-hours
fields:
  customer:
    type: object
    label: { zh-CN: 客户, en: Customer }
    fields:
      name: { type: text, label: { zh-CN: 姓名, en: Name } }
      phone: { type: text, label: { zh-CN: 电话, en: Telephone } }
  model: { type: text, label: { zh-CN: 型号, en: Model } }
  note: { type: text, maxLength: 500, label: { zh-CN: 备注, en: Remark } }
editable: { fields: [customer, model, note], roles: [service-desk] }
forms:
  finding: { ask: [customer, model, note], required: [note] }
events:
  found: { title: { zh-CN: 检测完成, en: Diagnosis finished } }
  back: { title: { zh-CN: 退回, en: Back again } }
start: { roles: [technician] }
initial: examining
states:
  examining:
    title: { zh-CN: 检测中, en: Examining }
    task: technician
    due: 2 days
    on:
      found: { form: finding, target: found }
      back: { target: examining, reenter: true }
  found: { type: final, outcome: found, title: { zh-CN: 已检测, en: Examined } }
`

const desk = { id: 'desk-1', roles: ['service-desk'] }
const data = { customer: { name: 'Wang Fang', phone: '010-5550-0101' }, model: 'HT-1' }
const { open, begin, formOf, draftsOf } = openForms(bench)

async function correct(id: string, changes: Record<string, string>): Promise<void> {
  const { refused } = await open().engine.correct(id, { actor: desk, changes, reason: 'the customer called' })
  if (refused) throw new Error(refused.text.en)
}

/** The page is told of no change while it waits, as behind a proxy that keeps the stream back. */
const withoutStream = (page: Page) => page.route('**/api/changes*', (route) => route.abort())
const submit = (page: Page) => page.click('.answer-form button[type=submit]')
const done = (page: Page) => page.getByText('Done: Diagnosis finished').waitFor()
const kept = (page: Page) => page.getByText('Kept as a draft').waitFor()
const dataOf = async (id: string) => (await open().engine.get(id))?.data
const phone = '#root_customer_phone'
const note = '#root_note'

describe.skipIf(chromiumPath === undefined)('what somebody else corrects while a form is open', () => {
  it('stays corrected where the form had only taken it from the case: from a draft', async () => {
    const id = await begin(data)
    const page = await formOf(id)
    await page.fill(note, 'the hinge is loose')
    await kept(page)
    const [draft] = await draftsOf(id)
    await correct(id, { 'customer.phone': '010-5550-0999' })
    await page.reload()
    await page.getByText('Your draft was put back').waitFor()
    const shown = await page.inputValue(phone)
    await submit(page)
    await done(page)

    expect([draft?.answers, draft?.before]).toEqual([{ note: 'the hinge is loose' }, {}])
    expect(shown).toBe('010-5550-0999')
    expect(await dataOf(id)).toEqual({
      customer: { name: 'Wang Fang', phone: '010-5550-0999' },
      model: 'HT-1',
      note: 'the hinge is loose',
    })
  }, 120_000)

  it('stays corrected also where the page had not heard of it', async () => {
    const id = await begin(data)
    const page = await formOf(id)
    await withoutStream(page)
    await page.reload()
    await page.fill(note, 'loose')
    await page.fill('#root_customer_name', 'Wang Fangfang')
    await correct(id, { 'customer.phone': '010-5550-0999', model: 'HT-2' })
    await submit(page)
    await done(page)

    expect(await dataOf(id)).toEqual({
      customer: { name: 'Wang Fangfang', phone: '010-5550-0999' },
      model: 'HT-2',
      note: 'loose',
    })
  }, 120_000)

  it('appears in the form at once, and what was entered stays', async () => {
    const id = await begin(data)
    const page = await formOf(id)
    await page.fill(note, 'loose')
    await correct(id, { model: 'HT-2' })
    await expect.poll(() => page.inputValue('#root_model'), { timeout: 60_000 }).toBe('HT-2')

    expect(await page.inputValue(note)).toBe('loose')
    expect(await page.locator('.draft-corrected').count()).toBe(0)
  }, 120_000)

  it.each([
    ['Keep what I entered', '010-5550-0202'],
    ['Take what is there now', '010-5550-0999'],
  ])(
    'is told where one entered the very same, and asked: %s',
    async (choice, sent) => {
      const id = await begin(data)
      const page = await formOf(id)
      await withoutStream(page)
      await page.reload()
      await page.fill(note, 'loose')
      await page.fill(phone, '010-5550-0202')
      await correct(id, { 'customer.phone': '010-5550-0999' })
      await submit(page)
      const told = await page.textContent('.draft-corrected')
      const before = await dataOf(id)
      const isClosed = await page.isDisabled('.answer-form button[type=submit]')
      await page.getByRole('button', { name: choice }).click()
      const refused = await page.locator('.form-refused').count()
      await submit(page)
      await done(page)

      expect(told).toContain('Customer · Telephone')
      for (const value of ['010-5550-0101', '010-5550-0999', '010-5550-0202']) expect(told).toContain(value)
      expect([isClosed, refused]).toEqual([true, 0])
      expect(before).toMatchObject({ customer: { phone: '010-5550-0999' } })
      expect(await dataOf(id)).toMatchObject({ customer: { name: 'Wang Fang', phone: sent }, note: 'loose' })
    },
    120_000,
  )

  it('does not double what was taken without an answer', async () => {
    const id = await begin(data)
    const page = await formOf(id)
    await withoutStream(page)
    await page.reload()
    await page.fill(note, 'loose')
    await page.route('**/events', async (route) => {
      if (route.request().method() === 'POST') await route.fetch()
      await route.abort()
    })
    await submit(page)
    await page.locator('.form-refused').waitFor()
    await page.unroute('**/events')
    await submit(page)
    await done(page)
    const { items } = await open().engine.trail(id)

    expect(items.filter(({ type }) => type === 'event-accepted').length).toBe(1)
  }, 120_000)

  it.each<readonly [string, Looks]>([
    ['wide, English, light', {}],
    ['phone, Chinese, dark', { isPhone: true, language: 'zh-CN', theme: 'dark' }],
  ])(
    'is told of a draft too, open to everybody: %s',
    async (_name, looks) => {
      const id = await begin(data)
      await open().engine.drafts.save(
        'technician-1',
        { instance: id, event: 'found', state: 'examining', visit: 1 },
        { note: 'mine', model: 'HT-3' },
        { model: 'HT-1' },
      )
      await correct(id, { note: 'theirs', model: 'HT-2' })
      const page = await formOf(id, looks)
      const told = await page.textContent('.draft-corrected')
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')

      for (const value of ['HT-1', 'HT-2', 'HT-3', 'mine', 'theirs']) expect(told).toContain(value)
      expect(await breachesOfAccess(page)).toEqual([])
      expect(wide).toBe(0)
    },
    120_000,
  )
})
