import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, openPage, type Looks } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser
let id: string

withConsole(async (world) => {
  ;({ open, browser } = world)
  const { items } = await open.engine.list({ process: 'repair' }, { limit: 1 })
  id = items[0]?.id ?? ''
})

const looks: readonly (readonly [string, Looks])[] = [
  ['wide, Chinese, light', {}],
  ['phone, English, dark', { language: 'en', theme: 'dark', isPhone: true }],
]
/** How long a page may take on a busy machine, in milliseconds. */
const patience = 100_000
const tabs = ['overview', 'diagram', 'timeline', 'data', 'traffic', 'papers', 'files', 'related']

describe.skipIf(chromiumPath === undefined)('the page of a case', () => {
  it.each(looks)(
    'has every part open to everybody, within its width: %s',
    async (_name, how) => {
      const { page, complaints } = await openPage(browser, how)
      page.setDefaultTimeout(patience)
      await open.signIn(page, open.adminKey)
      await page.waitForSelector('.shell-head')
      const found: string[] = []

      for (const tab of tabs) {
        await page.goto(`${open.url}/instances/${id}?tab=${tab}`)
        await page.waitForSelector('main .panel, main .notice')
        await page.waitForSelector('.ant-skeleton, .shell-wait', { state: 'detached' })
        found.push(...(await breachesOfAccess(page)).map((one) => `${tab} ${one}`))
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (Number(overflow) > 0) found.push(`${tab} is ${String(overflow)} px too wide`)
      }
      await page.context().close()

      expect(found).toEqual([])
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it('tells what one act did together, by whom by name, and leads to a step by its link', async () => {
    const { page } = await openPage(browser, { language: 'en' })
    page.setDefaultTimeout(patience)
    await open.signIn(page, open.adminKey)
    await page.waitForSelector('.shell-head')
    const { items } = await open.engine.trail(id, { limit: 500 })
    const actor = items[0]?.actor ?? ''
    const name = (await open.engine.namesOfPeople()).find((one) => one.id === actor)?.name

    await page.goto(`${open.url}/instances/${id}?tab=timeline#row-1`)
    await page.waitForSelector('#row-1[aria-current]')
    const first = await page.textContent('#row-1')
    const steps = await page.locator('.entry').count()
    await page.context().close()

    expect(name).toBeDefined()
    expect(first).toContain(name ?? 'nobody')
    expect(steps).toBeGreaterThan(0)
    expect(steps).toBeLessThan(items.length)
  }, 300_000)
})
