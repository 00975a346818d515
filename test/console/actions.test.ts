import type { Browser, Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, openPage, type Looks } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser
let page: Page
let complaints: string[]
let cases: readonly string[]

withConsole(async (world) => {
  ;({ open, browser } = world)
  const { items } = await open.engine.list({ process: 'repair', status: 'active' }, { limit: 3 })
  cases = items.map(({ id }) => id)
})
afterEach(async () => {
  if (chromiumPath === undefined) return
  await page.context().close()
})

/** The page of a case, seen by an admin. */
async function openCase(id: string, looks: Looks = { language: 'en' }): Promise<void> {
  const watched = await openPage(browser, looks)
  page = watched.page
  page.setDefaultTimeout(patience)
  complaints = watched.complaints
  await open.signIn(page, open.adminKey)
  await page.waitForSelector('.shell-head')
  await page.goto(`${open.url}/instances/${id}`)
  await page.waitForSelector('.put-right')
}

/** Opens the sheet of an action, and gives the reason. */
async function begin(action: string, reason: string): Promise<void> {
  await page.click('.put-right button:last-child')
  await page.click(`[data-action=${action}]`)
  await page.fill('.sheet textarea', reason)
}

const admin = { id: 'first-admin', roles: ['admin'] }
/** How long a page may take on a busy machine, in milliseconds. */
const patience = 100_000
const preview = '.sheet-foot button:first-child'

describe.skipIf(chromiumPath === undefined)('an admin puts a case right', () => {
  it('tells the effect of an action before it is done, and does it with the reason', async () => {
    const [id = ''] = cases
    await openCase(id)

    await begin('suspend', 'the customer is abroad')
    await page.click(preview)
    await page.waitForSelector('.effect')
    const told = await page.textContent('.effect')
    const before = await open.engine.get(id)
    await page.click(preview)
    await page.waitForSelector('.sheet', { state: 'detached' })
    const after = await open.engine.get(id)

    expect(told).toContain('on hold')
    expect(before?.suspended).toBeUndefined()
    expect(after?.suspended).toMatchObject({ reason: 'the customer is abroad' })
    expect(complaints).toEqual([])
  }, 300_000)

  it('does nothing to a case that changed meanwhile until the effect of now has been seen', async () => {
    const [, id = ''] = cases
    await openCase(id)

    await begin('suspend', 'to see it anew')
    await page.click(preview)
    await page.waitForSelector('.effect')
    await open.engine.operate(id, {
      action: 'link',
      other: cases[2] ?? '',
      reason: 'meanwhile',
      actor: admin,
    })
    await page.click(preview)
    await page.waitForSelector('.meanwhile')
    const still = await open.engine.get(id)
    await page.click(preview)
    await page.waitForSelector('.sheet', { state: 'detached' })

    expect(still?.suspended).toBeUndefined()
    expect((await open.engine.get(id))?.suspended).toMatchObject({ reason: 'to see it anew' })
  }, 300_000)

  it('tells why an action is refused and keeps what was written', async () => {
    const [, , id = ''] = cases
    await openCase(id)

    await begin('set-deadline', 'promised by telephone')
    await page.selectOption('.sheet select', { index: 1 })
    await page.fill('.sheet input[type=datetime-local]', '2001-01-01T10:00')
    await page.click(preview)
    await page.waitForSelector('.refused')

    expect(await page.inputValue('.sheet textarea')).toBe('promised by telephone')
    expect((await page.textContent('.refused'))?.length).toBeGreaterThan(20)
  }, 300_000)

  it('adds a note that stands at the top of the history', async () => {
    const [, , id = ''] = cases
    await openCase(id, { language: 'en', isPhone: true })

    await page.click('.put-right button:first-child')
    await page.fill('.sheet textarea', 'called, nobody answered')
    const found = await breachesOfAccess(page)
    await page.click(preview)
    await page.waitForSelector('.sheet', { state: 'detached' })
    await page.goto(`${open.url}/instances/${id}?tab=timeline`)
    await page.waitForSelector('.entry')

    expect(await page.textContent('.entry >> nth=0')).toContain('called, nobody answered')
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  }, 300_000)
})
