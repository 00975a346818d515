import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, openPage, type Looks } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser
let instance: string

withConsole(async (world) => {
  ;({ open, browser } = world)
  const { items } = await open.engine.list({ process: 'repair' }, { limit: 1 })
  instance = items[0]?.id ?? ''
})

const looks: readonly (readonly [string, Looks])[] = [
  ['wide, Chinese, light', {}],
  ['wide, English, dark', { language: 'en', theme: 'dark' }],
  ['phone, Chinese, dark', { theme: 'dark', isPhone: true }],
  ['phone, English, light', { language: 'en', isPhone: true }],
]

const paths = (id: string): readonly string[] => [
  '/instances',
  '/instances?view=late',
  '/instances?q=nothing-like-it',
  '/tasks',
  '/tasks?view=mine',
  `/instances/${id}`,
  `/instances/${id}?tab=timeline`,
  `/instances/${id}?tab=data`,
  '/registers',
  '/registers/repair-call-register',
  '/registers/repair-call-register?from=2001-01-01&to=2001-01-31',
  '/operator-actions',
  '/operator-actions?number=none',
  '/instances/no-such-case',
  '/nowhere',
]

describe.skipIf(chromiumPath === undefined)('every page of the console', () => {
  it.each(looks)(
    'is open to everybody, says nothing wrong and keeps to its policy: %s',
    async (_name, how) => {
      const { page, complaints } = await openPage(browser, how)
      const found: string[] = []
      await page.goto(`${open.url}/`)
      await page.waitForSelector('#key')
      found.push(...(await breachesOfAccess(page)).map((one) => `sign-in ${one}`))
      await open.signIn(page, open.adminKey)

      for (const path of paths(instance)) {
        await page.goto(open.url + path)
        await page.waitForSelector('main h1, main h2')
        await page.waitForSelector('.ant-skeleton, .shell-wait', { state: 'detached' })
        found.push(...(await breachesOfAccess(page)).map((one) => `${path} ${one}`))
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (Number(overflow) > 0) found.push(`${path} is ${String(overflow)} px too wide`)
      }
      await page.context().close()

      expect(found).toEqual([])
      // A browser tells of every answer that is no good; the case that does not exist is asked for on purpose.
      expect(complaints.filter((one) => !one.includes('404'))).toEqual([])
    },
    300_000,
  )
})
