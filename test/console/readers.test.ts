import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../server/client/index.js'
import { chromiumPath, openPage } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser

withConsole((world) => void ({ open, browser } = world))

describe.skipIf(chromiumPath === undefined)('two readers at one tab, one after the other', () => {
  it('see nothing of each other, not even while the server has not answered', async () => {
    const api = createClient({ url: open.url.replace(/\/console$/, ''), key: open.adminKey })
    const { key } = await api.createKey({ body: { name: 'guest', roles: ['technician'] } })
    const { page } = await openPage(browser, { language: 'en' })
    page.setDefaultTimeout(100_000)
    await open.signIn(page, open.adminKey)
    await page.waitForSelector('.rows tbody tr')
    const title = await page.title()

    // The session ends behind the page, which hears of it at its next question.
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Tasks' }).click()
    await page.fill('#key', key)
    await page.route('**/api/instances?**', () => undefined)
    await page.click('button[type=submit]')
    await page.waitForSelector('.shell-head')
    await page.getByRole('link', { name: 'Cases' }).click()
    await page.waitForURL(/\/instances$/)
    await page.waitForSelector('.list-wait')
    const rows = await page.locator('.rows tbody tr').count()
    await page.context().close()

    expect(title).toBe('Cases · Aftercare')
    expect(rows).toBe(0)
  }, 200_000)
})
