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

interface Seen {
  /** What it is: its tag and classes. */
  readonly what: string
  readonly text: number
  /** Of an edge against what is around it; absent where there is none. */
  readonly edge?: number
}

/** Contrasts of a control as it is drawn now, over every ground below it. */
const seenAs = `(control) => {
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true })
  const over = (colours) => {
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, 1, 1)
    for (const colour of colours) {
      pen.fillStyle = colour
      pen.fillRect(0, 0, 1, 1)
    }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const groundsOf = (node) => {
    const grounds = []
    for (let one = node; one; one = one.parentElement) grounds.unshift(getComputedStyle(one).backgroundColor)
    return grounds
  }
  const channel = (byte) => (byte / 255 <= 0.03928 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
  const ratio = (a, b) => {
    const [less, more] = [light(a), light(b)].sort((one, other) => one - other)
    return (more + 0.05) / (less + 0.05)
  }
  const style = getComputedStyle(control)
  const own = groundsOf(control)
  const hasEdge = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle === 'solid'
  return {
    what: control.tagName.toLowerCase() + [...control.classList].map((name) => '.' + name).join(''),
    text: ratio(over([...own, style.color]), over(own)),
    ...(hasEdge && { edge: ratio(over([...own, style.borderTopColor]), over(groundsOf(control.parentElement))) }),
  }
}`

/** What can be pressed, and what can be typed into, whose edge tells where it is. */
const pressed = 'main button:not([disabled]), main a[href], .shell-head button, .shell-head a, nav a'
const typed =
  'main input:not([type=checkbox], [type=radio], [type=file]), main select, main textarea, .ant-input-affix-wrapper, .ant-select-selector, .ant-select-outlined'

/** What is too weak, and how many fields were looked at. */
async function lookedAt(page: Page, theme: string): Promise<{ weak: readonly string[]; fields: number }> {
  const weak: string[] = []
  let fields = 0
  const met = new Set<string>()
  const all = JSON.stringify(`${pressed}, ${typed}`)
  for (const [at, control] of (await page.locator(`${pressed}, ${typed}`).all()).entries()) {
    if (!(await control.isVisible())) continue
    const its = `document.querySelectorAll(${all})[${at}]`
    const look = async (): Promise<Seen> => page.evaluate<Seen>(`(${seenAs})(${its})`)
    const { what, edge } = await look()
    if (met.has(what)) continue
    met.add(what)
    const isTyped = await page.evaluate<boolean>(`${its}.matches(${JSON.stringify(typed)})`)
    if (isTyped && edge !== undefined) fields += 1
    if (isTyped && edge !== undefined && edge < 3) weak.push(`${theme} edge of ${what}: ${edge.toFixed(2)}`)
    for (const [state, put] of [
      ['at rest', () => page.mouse.move(0, 0)],
      ['under the mouse', () => control.hover({ timeout: 5000 })],
      ['in focus', () => control.focus()],
    ] as const) {
      await put()
      const { text } = await look()
      if (text < 4.5) weak.push(`${theme} ${what} ${state}: ${text.toFixed(2)}`)
    }
  }
  return { weak, fields }
}

describe.skipIf(chromiumPath === undefined)('every control', () => {
  it.each(['light', 'dark'] as const)(
    'can be read at rest, under the mouse and in focus, and fields have an edge one sees: %s',
    async (theme) => {
      const { page } = await openPage(browser, { language: 'en', theme })
      page.setDefaultTimeout(patience)
      await open.signIn(page, open.adminKey)
      // What moves to its colour is not there yet while it moves.
      const still = `(() => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }')
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
      })()`
      const weak: string[] = []
      let fields = 0
      for (const path of [
        'instances',
        'tasks',
        'deadlines',
        'figures',
        'operator-actions',
        'registers',
        'begin',
      ]) {
        await page.goto(`${open.url}/${path}`)
        await page.waitForSelector('main h1')
        await page.waitForLoadState('networkidle')
        await page.evaluate(still)
        const looked = await lookedAt(page, theme)
        weak.push(...looked.weak.map((one) => `${path}: ${one}`))
        fields += looked.fields
      }
      await page.context().close()

      expect(weak).toEqual([])
      expect(fields).toBeGreaterThan(3)
    },
    600_000,
  )
})

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
