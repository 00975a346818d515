import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, openPage, type Looks } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser
let id = ''
let number = ''

const chief = { id: 'administrator', roles: ['admin'] }
/** How long a page may take on a busy machine, in milliseconds. */
const patience = 100_000

withConsole(async (world) => {
  ;({ open, browser } = world)
  const { engine } = open
  const { items } = await engine.list({ process: 'repair', status: 'active' }, { limit: 1 })
  id = items[0]?.id ?? ''
  number = items[0]?.number ?? ''
  const key = await engine.keys.create({ name: 'van tablet', roles: ['technician'], createdBy: chief })
  await engine.keys.revoke(key.id, chief)
  await engine.drain('exchange', { actor: chief, reason: 'stock is counted' })
  for (let turn = 0; turn < 27; turn += 1) {
    await engine.suspend(id, { actor: chief, reason: `strike ${turn}` })
    await engine.resume(id, { actor: chief, reason: `over ${turn}` })
  }
})

async function opened(how: Looks = { language: 'en' }, key = open.adminKey) {
  const watched = await openPage(browser, how)
  watched.page.setDefaultTimeout(patience)
  await open.signIn(watched.page, key)
  return watched
}

async function goTo(page: Page, query = ''): Promise<void> {
  await page.goto(`${open.url}/operator-actions${query}`)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await page.waitForSelector('main .rows, main .cards, main .notice')
  // A procedure's link stays without words until its title has come.
  const waiting = '.ant-skeleton, .shell-wait, .rows[aria-busy=true], tbody a:empty'
  await page.waitForSelector(waiting, { state: 'detached' })
}

const rows = (page: Page): Promise<readonly string[]> => page.locator('tbody tr').allInnerTexts()

/** The first row, once the title of the procedure stands beside the number of its case. */
async function titled(page: Page): Promise<string | undefined> {
  await expect.poll(async () => (await rows(page))[0]).toContain(`${number} Repair`)
  return (await rows(page))[0]
}

describe.skipIf(chromiumPath === undefined)('the operators’ log', () => {
  it(
    'tells acts in words, and leads to the row of the history that tells of each',
    { timeout: 300_000 },
    async () => {
      const { page, complaints } = await opened()

      await page.locator('nav a[href$="/operator-actions"]').click()
      await page.getByRole('heading', { name: 'What operators did' }).waitFor()
      await settled(page)
      const first = await rows(page)
      await page.locator('tbody tr').first().getByRole('link').click()
      await page.waitForSelector('.entry[aria-current=location]')
      const entry = await page.locator('.entry[aria-current=location]').innerText()
      await page.context().close()

      expect(first).toHaveLength(50)
      expect(first[0]).toMatch(/Let it go on/)
      expect(first[0]).toContain(number)
      expect(first[0]).toContain('管理员')
      expect(first[0]).toContain('over 26')
      expect(entry).toContain('over 26')
      expect(complaints).toEqual([])
    },
  )

  it(
    'narrows by case, person, act and days, all of it in the address, and goes both ways',
    { timeout: 300_000 },
    async () => {
      const { page } = await opened()

      await goTo(page, `?number=${encodeURIComponent(number)}`)
      const top = await titled(page)
      await page.getByRole('button', { name: 'Next' }).click()
      await page.waitForURL(/cursor=/)
      // The address is first to change: until the answer has come, the page still shows the rows before.
      await expect.poll(async () => (await rows(page)).length).toBe(4)
      const second = await rows(page)
      await page.getByRole('button', { name: 'Back' }).click()
      await page.waitForURL(/before=/)
      await expect.poll(async () => (await rows(page)).length).toBe(50)
      const again = await titled(page)
      await goTo(page, '?action=drain-process')
      const drained = await rows(page)
      await goTo(page, '?actor=administrator&action=revoke-key')
      const revoked = await rows(page)
      await page.fill('input[type=date] >> nth=1', '2001-01-01')
      await page.waitForURL(/to=2001-01-01/)
      await page.waitForSelector('main .notice')
      const none = await page.locator('main .notice').innerText()
      await page.locator('main .notice').getByRole('button').click()
      await settled(page)
      const cleared = page.url()
      await page.context().close()

      expect(second).toHaveLength(4)
      expect(again).toBe(top)
      expect(drained).toHaveLength(1)
      expect(drained[0]).toMatch(/Closed to new cases\s+\S.*\s+“?stock is counted/s)
      expect(revoked).toHaveLength(1)
      expect(revoked[0]).toContain('van tablet')
      expect(none).toContain('No act matches')
      expect(cleared).not.toMatch(/actor|action=|to=/)
    },
  )

  it(
    'says when it waits, when it fails, and that it is not for everybody',
    { timeout: 300_000 },
    async () => {
      const { page } = await opened()
      let answers: 'late' | 'wrong' = 'late'
      let release = (): void => undefined
      const gate = new Promise<void>((resolve) => {
        release = resolve
      })
      await page.route('**/api/operator-actions*', async (route) => {
        if (answers === 'late') await gate
        await route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: '{"code":"engine-bug"}',
        })
      })
      await page.goto(`${open.url}/operator-actions`)
      const waits = await page.waitForSelector('.ant-skeleton')
      expect(await waits.isVisible()).toBe(true)
      answers = 'wrong'
      release()
      await page.waitForSelector('main .notice-error')
      await page.unroute('**/api/operator-actions*')
      await page.locator('main .notice-error').getByRole('button').click()
      await settled(page)
      const mended = await rows(page)
      await page.context().close()

      const desk = await open.engine.keys.create({ name: 'desk', roles: ['service-desk'] })
      const { page: other } = await opened({ language: 'en' }, desk.key)
      const isOffered = await other.locator('nav a[href$="/operator-actions"]').count()
      await goTo(other)
      const refused = await other.locator('main .notice-no-right').count()
      await other.context().close()

      expect(mended).toHaveLength(50)
      expect([isOffered, refused]).toEqual([0, 1])
    },
  )

  it.each<readonly [string, Looks]>([
    ['wide, Chinese, light', {}],
    ['phone, English, dark', { language: 'en', theme: 'dark', isPhone: true }],
  ])('is open to everybody, within the width of the page: %s', { timeout: 300_000 }, async (_name, how) => {
    const { page } = await opened(how)
    const found: string[] = []

    for (const query of ['', '?number=none']) {
      await goTo(page, query)
      found.push(...(await breachesOfAccess(page)).map((one) => `${query} ${one}`))
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      if (Number(overflow) > 0) found.push(`${query} is ${String(overflow)} px too wide`)
      const shots = process.env['AFTERCARE_SHOTS']
      if (shots)
        await page.screenshot({ path: `${shots}/log-${how.isPhone ? 'phone' : 'wide'}${query.length}.png` })
    }
    await page.context().close()

    expect(found).toEqual([])
  })
})
