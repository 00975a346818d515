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
number: B-{seq:4}
fields:
  customer: { type: text, search: true, maxLength: 50, label: { zh-CN: 客户, en: Customer } }
start: { roles: [technician] }
initial: examining
states:
  examining: { title: { zh-CN: 检测中, en: Examining }, task: technician, due: 2 days, on: { found: found } }
  found: { type: final, outcome: found, title: { zh-CN: 已检测, en: Examined } }
events: { found: { title: { zh-CN: 检测完成, en: Diagnosis finished } } }
`

const people = [
  ['admin-1', 'admin'],
  ['technician-1', 'technician'],
  ['technician-2', 'technician'],
] as const
let open: OpenProcedure
let browser: Browser
const keys = new Map<string, string>()
const pages: Page[] = []

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openProcedure('bench', bench)
  for (const [person, role] of people) keys.set(person, await open.keyOf(person, role))
  for (const customer of ['Wang Fang', 'Li Na', 'Wang Wei'])
    await open.engine.create('bench', {
      actor: { id: 'technician-1', roles: ['technician'] },
      data: { customer },
    })
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  if (chromiumPath === undefined) return
  await browser.close()
  await open.close()
})
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
  for (const [person, role] of people)
    for (const { id } of await open.engine.views.list({ id: person, roles: [role] }))
      await open.engine.views.remove({ id: person, roles: [role], mayShare: true }, id)
})

async function listOf(
  person: string,
  path = '/instances',
  looks: Looks = { language: 'en' },
): Promise<WatchedPage> {
  const watched = await openPage(browser, looks)
  const { page } = watched
  pages.push(page)
  await page.goto(`${open.url}/`)
  await page.fill('#key', keys.get(person) ?? '')
  await page.click('button[type=submit]')
  await page.waitForSelector('.shell-head')
  await page.goto(open.url + path)
  await page.waitForSelector('.rows tbody tr, .cards li, .notice')
  return watched
}

const tab = (page: Page, name: string) => page.locator('.saved-views .tabs a', { hasText: name })
const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

async function saveAs(page: Page, name: string): Promise<void> {
  await page.click('.saved-open')
  await page.fill('.saved-new input', name)
  await page.click('.saved-new button')
  await page.locator('.saved-line', { hasText: name }).waitFor()
}

describe.skipIf(chromiumPath === undefined)('a saved view of the list', () => {
  it('keeps filter, search, order and columns, is counted, renamed, and removed', async () => {
    const { page, complaints } = await listOf('admin-1', '/instances?view=all&q=Wang&sort=created')
    await page.click('.columns summary')
    await page.locator('.columns label', { hasText: 'Procedure' }).click()
    await expect.poll(() => page.locator('.rows th').count()).toBe(5)
    await page.keyboard.press('Escape')
    await saveAs(page, 'The Wangs')
    await page.click('.sheet-close')
    await page.goto(`${open.url}/instances`)
    await tab(page, 'The Wangs').locator('.tab-count').waitFor()
    const count = await tab(page, 'The Wangs').locator('.tab-count').textContent()
    await tab(page, 'The Wangs').click()
    await expect.poll(() => page.locator('.rows tbody tr').count()).toBe(2)
    const query = queryOf(page)
    const heads = await page.locator('.rows th').allTextContents()
    const current = await tab(page, 'The Wangs').getAttribute('aria-current')
    await page.click('.saved-open')
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.fill('.saved-rename input', 'Wang and Wang')
    await page.keyboard.press('Enter')
    await tab(page, 'Wang and Wang').waitFor()
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('button', { name: 'Leave it as it is' }).click()
    await page.getByRole('button', { name: 'Remove' }).click()
    const asked = await page.textContent('.saved-ask p')
    await page.getByRole('button', { name: 'Leave it as it is' }).click()
    const names = await page.locator('.saved-line > a').allTextContents()
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.locator('.saved-ask').getByRole('button', { name: 'Remove' }).click()
    await page.locator('.saved-line').waitFor({ state: 'detached' })

    expect(count).toBe('2')
    expect(query).toEqual({
      ...{ view: 'all', q: 'Wang', sort: 'created' },
      columns: 'number,state,due,status,updated',
    })
    expect(heads).toEqual(['Number', 'Where it is', 'Due', 'Status', 'Changed'])
    expect(current).toBe('true')
    expect([asked?.trim(), names]).toEqual(['Remove “Wang and Wang”?', ['Wang and Wang']])
    expect(complaints).toEqual([])
  }, 120_000)

  it('shows what it was saved with, also what no field of the page asks for, and leaves out what no list knows', async () => {
    const mine = { id: 'admin-1', roles: ['admin'], mayShare: true }
    const [wang] = (await open.engine.list({ q: 'Wang Fang' })).items
    const id = wang?.id ?? ''
    await open.engine.suspend(id, { actor: mine, reason: 'waits for the customer' })
    const address = { view: 'open', suspended: 'true', incident: 'false', field: 'customer:Wang Fang' }
    await open.engine.views.add(mine, { name: 'Paused', address })

    const { page, complaints } = await listOf('admin-1')
    await tab(page, 'Paused').click()
    await page.locator('.hidden-filters li').first().waitFor()
    const chips = await page.locator('.hidden-filters li').allInnerTexts()
    await expect.poll(() => page.locator('.rows tbody tr').count()).toBe(1)
    await page.goto(`${open.url}/instances?suspended=false&utm=1`)
    await page.locator('.hidden-filters li').first().waitFor()
    await saveAs(page, 'Going on')
    await page.click('.sheet-close')
    const saved = await open.engine.views.list({ id: 'admin-1', roles: ['admin'] })
    await page.locator('nav.tabs a', { hasText: 'Ended' }).click()
    const ended = queryOf(page)
    await open.engine.resume(id, { actor: mine, reason: 'has called' })

    expect(chips.map((one) => one.replace(/\s*×$/, ''))).toEqual([
      'On hold',
      'Without incidents',
      'Exactly: Wang Fang',
    ])
    expect(saved.find(({ name }) => name === 'Going on')?.address).toEqual({
      ...{ view: 'open', suspended: 'false' },
    })
    expect(ended['suspended']).toBeUndefined()
    expect(complaints).toEqual([])
  }, 120_000)

  it('says so where the name is taken', async () => {
    const { page } = await listOf('technician-1')
    await saveAs(page, 'Mine')
    await page.fill('.saved-new input', 'Mine')
    await page.click('.saved-new button')

    await page.getByText("There is a view called 'Mine' already.").waitFor()
    expect(await page.getByLabel('Show it to').count()).toBe(0)
  }, 120_000)

  it('is shared with a role, begun with by whoever wants it, and left alone by its readers', async () => {
    const { page } = await listOf('admin-1', '/instances?view=all&q=Li')
    await page.click('.saved-open')
    await page.getByLabel('Show it to').selectOption('technician')
    await page.getByText('share no names or numbers of customers').waitFor()
    await page.fill('.saved-new input', 'For the bench')
    await page.click('.saved-new button')
    await page.locator('.saved-line', { hasText: 'For the bench' }).waitFor()
    const next = await page.getByLabel('Show it to').inputValue()
    await page.getByRole('button', { name: 'Remove' }).click()
    const asked = await page.textContent('.saved-ask p')

    const reader = (await listOf('technician-2')).page
    await tab(reader, 'For the bench').waitFor()
    await reader.click('.saved-open')
    const acts = await reader.locator('.saved-line button').allTextContents()
    await reader.getByRole('button', { name: 'Begin with it' }).click()
    await reader.locator('.saved-line button[aria-pressed=true]').waitFor()
    await reader.goto(`${open.url}/instances`)
    await expect.poll(() => queryOf(reader)).toEqual({ view: 'all', q: 'Li' })
    const other = (await listOf('technician-1')).page

    expect(acts).toEqual(['Begin with it'])
    expect(next).toBe('')
    expect(asked).toMatch(/^Remove “For the bench”\? Everybody with the role .+ loses it\.$/)
    expect(queryOf(other)).toEqual({})
  }, 120_000)

  it('says what it names that is gone', async () => {
    const reader = { id: 'technician-1', roles: ['technician'] }
    const address = { view: 'all', process: 'bench', state: 'polishing' }
    await open.engine.views.add(reader, { name: 'Polishing', address })
    const { page } = await listOf('technician-1')
    await tab(page, 'Polishing').click()

    await page.getByText('a state that the procedure no longer has').waitFor()
  }, 120_000)

  it.each<readonly [string, Looks]>([
    ['wide, English, dark', { language: 'en', theme: 'dark' }],
    ['phone, Chinese, light', { isPhone: true }],
  ])(
    'is open to everybody: %s',
    async (_name, looks) => {
      const reader = { id: 'admin-1', roles: ['admin'], mayShare: true }
      await open.engine.views.add(reader, { name: '本周要办', address: { view: 'soon' }, role: 'admin' })
      await open.engine.views.add(reader, { name: '没了', address: { view: 'all', assignee: 'nobody-1' } })
      const { page, complaints } = await listOf('admin-1', '/instances?view=all&assignee=nobody-1', looks)
      await page.waitForSelector('.saved-gone')
      const found = await breachesOfAccess(page)
      await page.click('.saved-open')
      await page.waitForSelector('.sheet')
      found.push(...(await breachesOfAccess(page)))
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')

      expect(found).toEqual([])
      expect(wide).toBe(0)
      expect(complaints).toEqual([])
    },
    120_000,
  )
})
