import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath, openPage } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser

withConsole((world) => {
  ;({ open, browser } = world)
})

/** How long a page may take on a busy machine, in milliseconds. */
const patience = 100_000

/** The buttons of antd in every tone, on grounds of the console: pages show few of them at a time. */
const tones = ['primary', 'primary-hover', 'primary-active', 'error', 'error-hover', 'error-active'] as const

async function weakTones(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const button = document.querySelector('.ant-btn')
    const style = getComputedStyle(button)
    const tone = (name) => style.getPropertyValue('--ant-color-' + name).trim()
    const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    const light = (colour) => {
      const [red, green, blue] = [1, 3, 5].map((at) => channel(parseInt(colour.slice(at, at + 2), 16) / 255))
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const ratio = (a, b) => {
      const [less, more] = [light(a), light(b)].sort((one, other) => one - other)
      return (more + 0.05) / (less + 0.05)
    }
    const isDark = document.documentElement.dataset.theme === 'dark'
    const panel = isDark ? '#171c22' : '#ffffff'
    const onFill = (name) => (name.startsWith('error') && isDark ? '#24100f' : '#ffffff')
    const pairs = [
      ...${JSON.stringify(tones)}.map((name) => [name + ' under its text', tone(name), onFill(name)]),
      ...['link', 'link-hover', 'link-active', 'error', 'error-hover', 'error-active'].map((name) => [name + ' on the panel', tone(name), panel]),
    ]
    return pairs.filter(([, a, b]) => !(ratio(a, b) >= 4.5)).map(([name, a, b]) => name + ': ' + a + ' ' + b + ' ' + ratio(a, b).toFixed(2))
  })()`)
}

describe.skipIf(chromiumPath === undefined)('the tones of the components', () => {
  it.each(['light', 'dark'] as const)(
    'let text be read at rest, under the mouse and pressed: %s',
    async (theme) => {
      const { page } = await openPage(browser, { language: 'en', theme })
      page.setDefaultTimeout(patience)
      await open.signIn(page, open.adminKey)
      await page.goto(`${open.url}/instances`)
      await page.waitForSelector('.ant-btn')
      const found = await weakTones(page)
      await page.context().close()

      expect(found).toEqual([])
    },
    300_000,
  )
})
