import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../server/client/index.js'
import { chromiumPath, openPage } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser

withConsole((world) => void ({ open, browser } = world))

const rowsOf = (page: Page): Promise<string[]> => page.locator('.register-lines tbody tr').allInnerTexts()

/** A file of the register, as the link on the page gives it to whoever is signed in. */
async function csvLines(page: Page): Promise<number> {
  const address = (await page.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? ''
  const answer = await page.request.get(new URL(address, open.url).href)
  // Its last line ends with a line break, and the first one has the heads.
  return (await answer.text()).split('\r\n').length - 2
}

async function openRegister(language: 'en' | 'zh-CN' = 'en'): Promise<Page> {
  const { page } = await openPage(browser, { language })
  page.setDefaultTimeout(100_000)
  await open.signIn(page, open.adminKey)
  await page.goto(`${open.url}/registers`)
  await page.getByRole('link', { name: language === 'en' ? 'Repair call register' : '叫修登记簿' }).click()
  await page.waitForSelector('.register-lines')
  return page
}

describe.skipIf(chromiumPath === undefined)('a register', () => {
  it('has its lines, each leading to its case, and files with the same ones', async () => {
    const page = await openRegister()
    const rows = await rowsOf(page)
    const inFile = await csvLines(page)
    await page.locator('.register-lines tbody a').first().click()
    await page.waitForURL(/\/instances\/[^/]+$/)
    await page.context().close()

    expect(rows.length).toBeGreaterThan(3)
    expect(inFile).toBe(rows.length)
  }, 200_000)

  it('leaves out what is struck off when asked to, in its files too, and keeps that in the address', async () => {
    const page = await openRegister()
    const before = await rowsOf(page)
    await page.getByRole('checkbox').click()
    // Asked from here: a predicate that is text would be evaluated in the page, which its policy refuses.
    const count = async () => (await rowsOf(page)).length
    await expect.poll(count, { timeout: 100_000 }).toBeLessThan(before.length)
    const left = await rowsOf(page)
    const inFile = await csvLines(page)
    await page.reload()
    await page.waitForSelector('.register-lines')
    const again = await rowsOf(page)
    await page.context().close()

    expect(left.some((row) => row.includes('struck off'))).toBe(false)
    expect(before.some((row) => row.includes('struck off'))).toBe(true)
    expect(inFile).toBe(left.length)
    expect(again).toEqual(left)
  }, 200_000)

  it('says that nothing is in a period, and leads back to all of it', async () => {
    const page = await openRegister('zh-CN')
    const before = await rowsOf(page)
    await page.getByLabel('至').fill('2001-01-31')
    await page.getByText('这段时间没有记录').waitFor()
    await page.locator('.notice button').click()
    await page.waitForSelector('.register-lines')
    const after = await rowsOf(page)
    await page.context().close()

    expect(after).toEqual(before)
  }, 200_000)

  it('is not in the navigation of whom none is open to', async () => {
    const api = createClient({ url: open.url.replace(/\/console$/, ''), key: open.adminKey })
    const { key } = await api.createKey({ body: { name: 'guest', roles: ['technician'] } })
    const { page } = await openPage(browser, { language: 'en' })
    page.setDefaultTimeout(100_000)
    await open.signIn(page, key)
    await page.goto(`${open.url}/registers`)
    await page.getByText('No register is open to you').waitFor()
    const links = await page.locator('nav a').allInnerTexts()
    await page.context().close()

    expect(links).toContain('Tasks')
    expect(links).not.toContain('Registers')
  }, 200_000)
})
