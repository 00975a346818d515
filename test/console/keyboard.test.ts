import type { Browser, Page } from 'playwright-core'
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
  const { items } = await open.engine.list({ process: 'repair', status: 'active' }, { limit: 1 })
  id = items[0]?.id ?? ''
})

/** How long a page may take on a busy machine, in milliseconds. */
const patience = 100_000
const looks: readonly (readonly [string, Looks])[] = [
  ['wide, Chinese, light', {}],
  ['phone, English, dark', { language: 'en', theme: 'dark', isPhone: true }],
]

async function opened(place: string, how: Looks = { language: 'en' }) {
  const watched = await openPage(browser, how)
  watched.page.setDefaultTimeout(patience)
  await open.signIn(watched.page, open.adminKey)
  await watched.page.goto(`${open.url}/${place}`)
  await watched.page.waitForSelector(place.includes('picture') ? '.picture-frame .state' : '.shell-head')
  return watched
}

const focused = (page: Page) =>
  page.evaluate<string | null>('document.activeElement.getAttribute("data-state")')

describe.skipIf(chromiumPath === undefined)('the console by keyboard', () => {
  it.each(looks)(
    'lists its keys in a sheet that the menu of the account opens, too: %s',
    async (_name, how) => {
      const { page, complaints } = await opened('processes', how)
      await page.click('.account summary')
      await page.locator('.account-menu > .plain-button').first().click()
      await page.waitForSelector('.keys-sheet[open]')
      const breaches = await breachesOfAccess(page)
      await page.context().close()

      expect(breaches).toEqual([])
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it('has single keys that can be turned off, at the next visit too', async () => {
    const { page } = await opened('processes')
    await page.waitForSelector('main h1')
    await page.keyboard.press('?')
    await page.click('.keys-switch input')
    await page.keyboard.press('Escape')
    await page.reload()
    await page.waitForSelector('main h1')
    await page.keyboard.press('?')
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    const sheets = await page.locator('.keys-sheet[open]').count()
    const stayed = page.url()
    await page.click('.account summary')
    await page.locator('.account-menu > .plain-button').first().click()
    await page.click('.keys-switch input')
    await page.keyboard.press('Escape')
    await page.locator('main h1').click()
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.waitForURL('**/instances*')
    await page.context().close()

    expect(sheets).toBe(0)
    expect(stayed).toMatch(/\/processes$/)
  }, 300_000)

  it('has one stop of the Tab key on a picture, and arrows, Home and End from there', async () => {
    const { page } = await opened('processes/repair?form=picture')
    const stops = await page.locator('.picture-frame [tabindex="0"]').count()
    await page.locator('.picture-frame [tabindex="0"]').focus()
    const passed = [await focused(page)]
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'End']) {
      await page.keyboard.press(key)
      passed.push(await focused(page))
    }
    const isSeen = await page.evaluate<boolean>(`(() => {
      const frame = document.querySelector('.picture-frame').getBoundingClientRect()
      const state = document.activeElement.querySelector('.box').getBoundingClientRect()
      return state.top >= frame.top && state.bottom <= frame.bottom && state.left >= frame.left && state.right <= frame.right
    })()`)
    const ring = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle')
    const order = await page.$$eval('.picture-frame [data-state]', (all) =>
      all.map((one) => one.getAttribute('data-state')),
    )
    await page.context().close()

    expect(stops).toBe(1)
    expect(passed[1]).toBe(order[0])
    expect(new Set([passed[1], passed[2], passed[3]]).size).toBe(3)
    expect(passed[5]).toBe(order.at(-1))
    expect(isSeen).toBe(true)
    expect(ring).toBe('solid')
  }, 300_000)

  it.each(looks)(
    'opens what is known of a state of a case by Enter, and comes back to it: %s',
    async (_name, how) => {
      const { page, complaints } = await opened(`instances/${id}?tab=diagram&form=picture`, how)
      const start = page.locator('.picture-frame [tabindex="0"]')
      await start.focus()
      const path = await focused(page)
      await page.keyboard.press('Enter')
      await page.waitForSelector('.sheet ol time')
      const told = await page.textContent('.sheet')
      const breaches = await breachesOfAccess(page)
      await page.keyboard.press('Escape')
      await page.waitForSelector('[data-state]:focus')
      const back = await focused(page)
      await page.context().close()

      expect(told).toMatch(how.language === 'en' ? /and is here now/ : /目前仍在此/)
      expect(back).toBe(path)
      expect(breaches).toEqual([])
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it('shows the whole of a large picture small, and leads where it is pressed', async () => {
    const { page } = await opened('processes/major-complaint-escalation?form=picture&states=all')
    await page.locator('.picture-overview').click({ position: { x: 160, y: 110 } })
    const [left, top] = await page.$eval('.picture-frame', ({ scrollLeft, scrollTop }) => [
      scrollLeft,
      scrollTop,
    ])
    await page.context().close()

    expect(left).toBeGreaterThan(1000)
    expect(top).toBeGreaterThan(1000)
  }, 300_000)

  it('takes a day as it is typed, and nothing of a year that is half typed', async () => {
    const { page } = await opened('figures?from=2026-10-01')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const day = page.locator('.day-input input').first()
    await day.focus()
    for (const key of '09152025') await page.keyboard.press(key)
    await page.waitForURL('**from=2025-09-15*')
    const shown = await day.inputValue()
    await page.context().close()

    expect(shown).toBe('2025-09-15')
    expect(asked.filter((url) => /from=0/.test(url))).toEqual([])
  }, 300_000)
})
