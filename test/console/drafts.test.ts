import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, launchBrowser, openPage, type Looks, type WatchedPage } from './open-browser.js'
import { openProcedure, type OpenProcedure } from './open-procedure.js'

const bench = `
dsl: "1"
process: bench
version: "1.0.0"
title: { zh-CN: 检修, en: Bench }
calendar: plain-hours
fields:
  cause:
    type: choice
    label: { zh-CN: 故障原因, en: Cause of the fault }
    of: { quality: { zh-CN: 产品质量, en: Product quality }, damage: { zh-CN: 人为损坏, en: Human damage } }
  customer:
    type: object
    label: { zh-CN: 客户, en: Customer }
    fields:
      name: { type: text, label: { zh-CN: 姓名, en: Name } }
      phone: { type: text, label: { zh-CN: 电话, en: Telephone } }
  note: { type: text, maxLength: 500, label: { zh-CN: 备注, en: Remark } }
  photo: { type: attachment, label: { zh-CN: 照片, en: Photo } }
forms:
  finding: { ask: [cause, customer, note, photo], required: [note] }
events:
  found: { title: { zh-CN: 检测完成, en: Diagnosis finished } }
  back: { title: { zh-CN: 退回, en: Back again } }
  wait: { title: { zh-CN: 等待配件, en: Wait for parts } }
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
      wait: { target: waiting }
  waiting: { title: { zh-CN: 等待中, en: Waiting }, task: technician, due: 2 days, on: { back: examining } }
  found: { type: final, outcome: found, title: { zh-CN: 已检测, en: Examined } }
`

const technician = { id: 'technician-1', roles: ['technician'] }
const data = { customer: { name: 'Wang Fang', phone: '010-5550-0101' } }
let open: OpenProcedure
let browser: Browser
const keys = new Map<string, string>()
const pages: Page[] = []

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openProcedure('bench', bench)
  for (const person of ['technician-1', 'technician-2'])
    keys.set(person, await open.keyOf(person, 'technician'))
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  if (chromiumPath === undefined) return
  await browser.close()
  await open.close()
})
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})

async function begin(): Promise<string> {
  const { instance } = await open.engine.create('bench', { actor: technician, data })
  return instance?.id ?? ''
}

/** A browser of somebody, at the form of a case. */
async function formOf(
  id: string,
  { person = 'technician-1', ...looks }: Looks & { readonly person?: string } = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, { language: 'en', ...looks })
  const { page } = watched
  pages.push(page)
  await page.goto(`${open.url}/`)
  await page.fill('#key', keys.get(person) ?? '')
  await page.click('button[type=submit]')
  await page.waitForSelector('.shell-head')
  await page.goto(`${open.url}/instances/${id}/do/found?state=examining`)
  await page.waitForSelector('.answer-form')
  return watched
}

const draftsOf = async (person: string, instance: string) => open.engine.drafts.list(person, { instance })
const note = '#root_note'
const putBack = 'Your draft was put back'
const kept = (page: Page) => page.getByText('Kept as a draft').waitFor()

describe.skipIf(chromiumPath === undefined)('a form that was begun', () => {
  it('is found again after loading anew and in another browser, by nobody else, and gone once sent', async () => {
    const id = await begin()
    const { page, complaints } = await formOf(id)
    await page.fill(note, 'the hinge is loose')
    await page.setInputFiles('#root_photo', {
      ...{ name: 'hinge.txt', mimeType: 'text/plain' },
      buffer: Buffer.from('hinge'),
    })
    await page.getByText('hinge.txt').waitFor()
    await kept(page)
    await page.reload()
    await page.getByText(putBack).waitFor()
    const reloaded = [await page.inputValue(note), await page.locator('.form-file-kept').count()]
    const second = await formOf(id)
    const elsewhere = await second.page.inputValue(note)
    const other = await formOf(id, { person: 'technician-2' })
    const theirs = [await other.page.inputValue(note), await other.page.getByText(putBack).count()]
    await second.page.fill(note, 'the hinge is broken')
    await second.page.click('.answer-form button[type=submit]')
    await second.page.getByText('Done: Diagnosis finished').waitFor()
    await expect.poll(() => draftsOf('technician-1', id)).toEqual([])

    expect(reloaded).toEqual(['the hinge is loose', 1])
    expect(elsewhere).toBe('the hinge is loose')
    expect(theirs).toEqual(['', 0])
    expect((await open.engine.get(id))?.data).toMatchObject({
      note: 'the hinge is broken',
      photo: expect.stringMatching(/^att-/) as string,
    })
    expect(complaints).toEqual([])
  }, 120_000)

  it('is kept when one leaves while still typing', async () => {
    const id = await begin()
    const { page } = await formOf(id)
    await page.fill(note, 'half a sent')
    await page.goto(`${open.url}/instances`)
    await expect
      .poll(async () => (await draftsOf('technician-1', id)).map(({ answers }) => answers['note']))
      .toEqual(['half a sent'])
  }, 120_000)

  it('can be thrown away, and then begins with what the case knows', async () => {
    const id = await begin()
    const { page } = await formOf(id)
    await page.fill(note, 'wrong case')
    await page.fill('#root_customer_name', 'Li Na')
    await kept(page)
    await page.reload()
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect.poll(() => draftsOf('technician-1', id)).toEqual([])

    expect(await page.inputValue(note)).toBe('')
    expect(await page.inputValue('#root_customer_name')).toBe('Wang Fang')
    expect(await page.getByText(putBack).count()).toBe(0)
  }, 120_000)

  it('of an earlier visit says so, is read, and taken over where one wants it', async () => {
    const id = await begin()
    const { page } = await formOf(id)
    await page.fill(note, 'seen on Monday')
    await page.click('.form-option:has-text("Human damage")')
    await kept(page)
    await open.engine.send(id, 'back', { actor: technician })
    const again = (await formOf(id)).page
    const before = await again.inputValue(note)
    await again.getByText('at an earlier stage').click()
    const told = await again.textContent('.draft-earlier dl')
    await again.getByRole('button', { name: 'Use it in this form' }).click()
    const taken = await again.inputValue(note)
    await kept(again)
    await again.getByRole('button', { name: 'Discard it' }).click()
    await expect
      .poll(async () =>
        (await draftsOf('technician-1', id)).map(({ place }) => 'visit' in place && place.visit),
      )
      .toEqual([2])

    expect(before).toBe('')
    expect(told).toContain('seen on Monday')
    expect(told).toContain('Human damage')
    expect(taken).toBe('seen on Monday')
  }, 120_000)

  it('stays readable where somebody else has moved the case on', async () => {
    const id = await begin()
    const { page } = await formOf(id)
    await page.fill(note, 'all my work')
    await kept(page)
    await open.engine.send(id, 'wait', { actor: technician })
    await page.getByText('This can no longer be done.').waitFor()
    const there = await page.inputValue(note)
    await page.reload()
    await page.getByText('at an earlier stage').click()

    expect(there).toBe('all my work')
    expect(await page.textContent('.draft-earlier dl')).toContain('all my work')
  }, 120_000)

  it('says so where it could not be kept, and keeps the input', async () => {
    const id = await begin()
    const { page } = await formOf(id)
    await page.route('**/api/drafts', (route) => route.abort())
    await page.fill(note, 'no network')
    await page.getByText('The draft could not be kept').waitFor()

    expect(await page.inputValue(note)).toBe('no network')
  }, 120_000)

  it.each<readonly [string, Looks]>([
    ['wide, Chinese, dark', { language: 'zh-CN', theme: 'dark' }],
    ['phone, English, light', { isPhone: true }],
    ['phone, Chinese, dark', { isPhone: true, language: 'zh-CN', theme: 'dark' }],
  ])(
    'is open to everybody, its drafts shown: %s',
    async (_name, looks) => {
      const id = await begin()
      await open.engine.drafts.save(
        'technician-1',
        { instance: id, event: 'found', state: 'examining', visit: 1 },
        { note: 'long ago' },
      )
      await open.engine.send(id, 'back', { actor: technician })
      const { page, complaints } = await formOf(id, looks)
      await page.fill(note, 'now')
      await page.waitForSelector('.draft-kept')
      await page.reload()
      await page.waitForSelector('.draft-notice[role=status]')
      await page.click('.draft-earlier summary')
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')

      expect(await breachesOfAccess(page)).toEqual([])
      expect(wide).toBe(0)
      expect(complaints).toEqual([])
    },
    120_000,
  )
})

describe.skipIf(chromiumPath === undefined)('what the case knows', () => {
  it('stands in the form, marked until it is changed, and is sent along', async () => {
    const id = await begin()
    const { page } = await formOf(id)
    const marked = () => page.locator('.form-known').count()
    const before = [await page.inputValue('#root_customer_phone'), await marked()]
    await page.fill('#root_customer_phone', '010-5550-0202')
    await expect.poll(marked).toBe(1)
    await page.fill(note, 'tight')
    await page.click('.answer-form button[type=submit]')
    await page.getByText('Done: Diagnosis finished').waitFor()

    expect(before).toEqual(['010-5550-0101', 2])
    expect((await open.engine.get(id))?.data['customer']).toEqual({
      name: 'Wang Fang',
      phone: '010-5550-0202',
    })
    expect(await draftsOf('technician-1', id)).toEqual([])
  }, 120_000)
})
