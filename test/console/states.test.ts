import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchBrowser, openPage } from './open-browser.js'
import { openStates, type OpenStates } from './open-states.js'
import { pageStates, type PageStates } from './page-states.js'

const patience = 60_000

let open: OpenStates
let browser: Browser
let chief: Page
let stranger: Page

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openStates()
  browser = await launchBrowser()
  chief = await signedIn(await open.keyOf('ada', 'admin', 'service-desk', 'supervisor'))
  stranger = await signedIn(await open.keyOf('nobody-1'))
}, 300_000)
afterAll(async () => {
  if (chromiumPath === undefined) return
  await browser.close()
  await open.close()
})

async function signedIn(key: string): Promise<Page> {
  const { page } = await openPage(browser, { language: 'en' })
  page.setDefaultTimeout(patience)
  await page.goto(`${open.url}/`)
  await page.fill('#key', key)
  await page.click('button[type=submit]')
  await page.waitForSelector('.shell-head')
  return page
}

const addressOf = (path: string): string => open.url + path.replace(':id', open.instance)

/** What the rest of a page is made of, whatever befalls a part of it: its window, the way to others, who is signed in. */
async function expectShell(page: Page): Promise<void> {
  expect(await page.title()).toMatch(/Aftercare$/)
  expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').count()).toBeGreaterThan(1)
  await page.locator('.shell-head summary').first().waitFor()
}

/** From now on the questions of a page get this answer, until what is returned is called. */
async function answerWith(
  page: Page,
  { asks }: PageStates,
  answer: 'nothing' | 'fault',
): Promise<() => Promise<void>> {
  const waiting: (() => void)[] = []
  const isMeant = ({ pathname }: URL): boolean => asks.test(pathname)
  await page.route(isMeant, async (route) => {
    if (answer === 'fault')
      return route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', title: 'Fault', status: 500, code: 'internal-error' }),
      })
    await new Promise<void>((go) => waiting.push(go))
    return route.continue().catch(() => undefined)
  })
  return async () => {
    await page.unroute(isMeant)
    for (const go of waiting) go()
  }
}

const rowsWith = (name: 'empty' | 'gone' | 'noRight') =>
  Object.entries(pageStates).filter(([, row]) => row[name] !== undefined)

describe('the table of pages', () => {
  it('has every page of the console, and every part of a case', () => {
    const source = (file: string): string =>
      readFileSync(join(import.meta.dirname, '../../server/console/src', file), 'utf8')
    const routes = [...source('app/router.tsx').matchAll(/'([a-z-]+(?:\/:?[a-z-]+)*)'(?=,|\])/g)].map(
      ([, path = '']) => path,
    )
    const tabs = /tabs = \[([^\]]+)\]/.exec(source('pages/instance/instance-page.tsx'))?.[1] ?? ''
    const paths = Object.values(pageStates).map(({ path }) => path)
    const isShown = (route: string): boolean =>
      paths.some((path) =>
        new RegExp(`^/${route.replaceAll(/:[a-z]+/g, '[^/?]+')}(\\?|$)`).test(path.replace(':id', 'one')),
      )

    expect(routes.length).toBeGreaterThan(12)
    expect(routes.filter((route) => !isShown(route))).toEqual(['customer/:token'])
    for (const [, tab = ''] of tabs.matchAll(/'([a-z]+)'/g))
      expect(tab === 'overview' || paths.includes(`/instances/:id?tab=${tab}`), tab).toBe(true)
  })
})

describe.skipIf(chromiumPath === undefined)('every page', () => {
  it.each(Object.entries(pageStates))(
    'says that it waits, what went wrong, and that it is out of date, and gets over each: %s',
    async (_name, row) => {
      const page = chief
      const release = await answerWith(page, row, 'nothing')
      await page.goto(addressOf(row.path), { waitUntil: 'commit' })
      await page.locator('main .ant-skeleton').first().waitFor()
      await expectShell(page)
      await release()
      await page.locator(row.content).first().waitFor()

      const mend = await answerWith(page, row, 'fault')
      await page.goto(addressOf(row.path))
      await page.getByRole('alert').getByText('Something went wrong').first().waitFor()
      await expectShell(page)
      expect(await page.locator('main h1').count()).toBe(1)
      await mend()
      const again = page.getByRole('alert').getByRole('button', { name: 'Try again' })
      // Several parts of a page may have failed; each goes once it is asked for again.
      for (let left = await again.count(); left > 0; left -= 1) {
        await again.first().click()
        await expect.poll(() => again.count(), { timeout: patience }).toBeLessThan(left)
      }
      await page.locator(row.content).first().waitFor()

      if (!row.isKept) await expectStale(page, row)
    },
    4 * patience,
  )

  /** Ten minutes later somebody comes back to the page, and the server has a fault. */
  async function expectStale(page: Page, row: PageStates): Promise<void> {
    await page.waitForLoadState('networkidle')
    const mend = await answerWith(page, row, 'fault')
    await page.clock.setFixedTime(Date.now() + 600_000)
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))')
    const told = page.getByRole('status').getByText('What you see may be out of date')
    await told.waitFor()
    await expectShell(page)
    await page.locator(row.content).first().waitFor()
    await mend()
    await page.locator('.stale-notice').getByRole('button', { name: 'Try again' }).click()
    await told.waitFor({ state: 'detached' })
    await page.locator(row.content).first().waitFor()
    await page.clock.setFixedTime(Date.now())
  }

  it.each(rowsWith('empty'))(
    'says that there is nothing: %s',
    async (_name, { empty: [path, words] = ['', ''] }) => {
      await chief.goto(addressOf(path))
      await chief.getByText(words, { exact: true }).first().waitFor()
      await expectShell(chief)
      const clear = chief.getByRole('button', { name: 'Clear filters' }).last()
      if (!/q=|number=|register/.test(path)) return
      await clear.click()
      await chief.getByText(words, { exact: true }).waitFor({ state: 'detached' })
    },
    2 * patience,
  )

  it.each(rowsWith('gone'))(
    'says that there is no such thing: %s',
    async (_name, { gone = '' }) => {
      await chief.goto(addressOf(gone))
      await chief.getByRole('status').getByText('There is nothing here').waitFor()
      await expectShell(chief)
      expect(await chief.locator('main h1').count()).toBe(1)
      await chief.getByRole('link', { name: 'Cases', exact: true }).first().click()
      await chief.waitForURL(/\/instances/)
    },
    2 * patience,
  )

  it.each(rowsWith('noRight'))(
    'tells whoever may not see it so, and nothing of what it holds: %s',
    async (_name, { path, noRight = '', content }) => {
      await stranger.goto(addressOf(path))
      await stranger.getByText(noRight, { exact: true }).first().waitFor()
      await expectShell(stranger)
      expect(await stranger.locator('main h1').count()).toBe(1)
      expect(await stranger.locator(content).count()).toBe(0)
      expect(await stranger.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    },
    2 * patience,
  )

  it('tells customers too that it waits, that there is no answer, and that what they see may be old', async () => {
    const { page } = await openPage(browser, { language: 'en', isPhone: true })
    const row = { path: '', asks: /\/customer-links\/[^/]+$/, content: '.customer-part' }
    const release = await answerWith(page, row, 'nothing')
    await page.goto(`${open.url}/customer/${open.token}`, { waitUntil: 'commit' })
    await page.getByRole('status').getByText('Loading').waitFor()
    await release()
    await page.locator(row.content).first().waitFor()
    const mend = await answerWith(page, row, 'fault')
    await page.clock.setFixedTime(Date.now() + 600_000)
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))')
    await page.getByRole('status').getByText('What you see may be out of date').waitFor()
    const parts = await page.locator(row.content).count()
    await page.reload()
    await page.getByRole('alert').getByText('Something went wrong').waitFor()
    await mend()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator(row.content).first().waitFor()
    await page.context().close()

    expect(parts).toBeGreaterThan(1)
  }, 120_000)

  it('keeps nothing on the screen that is closed to its reader meanwhile', async () => {
    await chief.goto(addressOf('/operator-actions'))
    await chief.locator('.rows tbody tr').first().waitFor()
    await chief.waitForLoadState('networkidle')
    const body = JSON.stringify({ type: 'about:blank', title: 'No', status: 403, code: 'forbidden' })
    const isLog = ({ pathname }: URL): boolean => /\/api\/operator-actions$/.test(pathname)
    await chief.route(isLog, (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', body }),
    )
    await chief.clock.setFixedTime(Date.now() + 600_000)
    await chief.evaluate('document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))')
    await chief.getByText('This is not open to you').waitFor()
    const rows = await chief.locator('.rows tbody tr').count()
    await chief.unroute(isLog)
    await chief.clock.setFixedTime(Date.now())

    expect(rows).toBe(0)
  }, 120_000)
})
