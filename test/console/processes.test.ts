import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

const looks: readonly (readonly [string, Looks])[] = [
  ['wide, Chinese, light', {}],
  ['phone, English, dark', { language: 'en', theme: 'dark', isPhone: true }],
]
/** How long a page may take on a busy machine, in milliseconds. */
const patience = 100_000
const pages = () => [
  'processes',
  'processes/repair?form=picture&counts=true',
  'processes/repair?form=outline',
  'processes/repair?tab=parameters',
  'processes/repair?tab=rules',
  'processes/repair?tab=versions',
  `instances/${id}?tab=diagram&form=picture`,
]

async function opened(how: Looks): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const watched = await openPage(browser, how)
  watched.page.setDefaultTimeout(patience)
  await open.signIn(watched.page, open.adminKey)
  return watched
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.goto(`${open.url}/${place}`)
  await page.waitForSelector('main .panel:not(.list-wait), main .notice')
  await page.waitForSelector('.ant-skeleton, .shell-wait', { state: 'detached' })
}

describe.skipIf(chromiumPath === undefined)('processes and their pictures', () => {
  it.each(looks)(
    'are open to everybody, within the width of the page: %s',
    async (_name, how) => {
      const { page, complaints } = await opened(how)
      const found: string[] = []

      for (const place of pages()) {
        await goTo(page, place)
        found.push(...(await breachesOfAccess(page)).map((one) => `${place} ${one}`))
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (Number(overflow) > 0) found.push(`${place} is ${String(overflow)} px too wide`)
      }
      await page.context().close()

      expect(found).toEqual([])
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it('opens at its full size with where the case is in view, styled, and is sized by keys', async () => {
    const { page } = await opened({ language: 'en' })
    await goTo(page, `instances/${id}?tab=diagram`)
    const seen = await page.evaluate<boolean>(`(() => {
      const frame = document.querySelector('.picture-frame').getBoundingClientRect()
      const box = document.querySelector('.current > .box').getBoundingClientRect()
      return box.top >= frame.top && box.bottom <= frame.bottom && box.left >= frame.left && box.right <= frame.right
    })()`)
    const fill = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('.picture-frame .current > .box')).fill`,
    )
    const widths: number[] = []
    await page.locator('.picture-frame .state').first().focus()
    for (const key of ['0', '+', '-', 'f']) {
      await page.keyboard.press(key)
      widths.push(Number(await page.getAttribute('.picture-frame svg', 'width')))
    }
    const natural = Number((await page.getAttribute('.picture-frame svg', 'viewBox'))?.split(' ')[2])
    const name = await page.locator('.picture-frame .current > title').first().textContent()
    await page.context().close()

    expect(seen).toBe(true)
    expect(fill).not.toBe('rgb(0, 0, 0)')
    expect(widths.slice(0, 3)).toEqual([natural, natural * 1.25, natural])
    expect(widths[3]).not.toBe(natural)
    expect(name).toMatch(/\w/)
  }, 300_000)

  it('begins with what holds others closed in a large picture, and opens and closes it where it stands', async () => {
    const { page, complaints } = await opened({ language: 'en' })
    const settled = (count: (states: number) => boolean) =>
      expect.poll(async () => count(await page.locator('.picture-frame .state').count())).toBe(true)
    const placeOf = (path: string) =>
      page
        .locator(`.picture-frame [data-state="${path}"]`)
        .locator('> rect.box, > rect.frame')
        .boundingBox()
        .then((box) => box?.y ?? Number.NaN)
    await goTo(page, 'processes/major-complaint-escalation?form=picture')
    const few = await page.locator('.picture-frame .state').count()
    const box = page.locator('.picture-frame .state.closed').first()
    const path = (await box.getAttribute('data-state')) ?? ''
    const spoken = await box.locator('title').textContent()
    await page.locator(`[data-turn="${path}"]`).scrollIntoViewIfNeeded()
    const before = await placeOf(path)

    await page.click(`[data-turn="${path}"]`)
    await settled((states) => states > few)
    const some = await page.locator('.picture-frame .state').count()
    const moved = Math.abs((await placeOf(path)) - before)
    const address = new URL(page.url()).searchParams
    // By keys, on the sheet of the state.
    await page.focus(`.picture-frame [data-state="${path}"]`)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Close what is inside' }).click()
    await settled((states) => states === few)
    await page.getByRole('button', { name: 'Draw every state' }).click()
    await settled((states) => states > some)
    const closed = await page.locator('.picture-frame .closed').count()
    const breaches = await breachesOfAccess(page)
    await page.reload()
    await settled((states) => states > some)
    await page.getByRole('button', { name: 'Close what holds others' }).click()
    await settled((states) => states === few)
    await page.context().close()

    expect(spoken).toMatch(/closed, \d+ states inside/)
    expect(moved).toBeLessThan(3)
    expect(address.get('opened')).toBe(path)
    expect(closed).toBe(0)
    expect([breaches, complaints]).toEqual([[], []])
  }, 300_000)

  it('says as a list what the picture says, by itself on a phone', async () => {
    const { page } = await opened({ language: 'en', isPhone: true })
    await goTo(page, 'processes/repair')
    const listed = await page.locator('.outline li').count()
    await page.locator('.diagram-forms a').first().click()
    await page.waitForSelector('.picture-frame .state')
    const drawn = await page.locator('.picture-frame .state').count()
    await page.context().close()

    expect(listed).toBeGreaterThan(12)
    expect(listed).toBe(drawn)
  }, 300_000)

  it('tells how many open cases stand in a state, and nothing of it before it is asked to', async () => {
    const { page } = await opened({ language: 'en' })
    const counted = (await open.engine.list({ process: 'repair', status: 'active' }, { limit: 500 })).items
    await goTo(page, 'processes/repair')
    const before = await page.locator('.badge.count').count()
    await page.click('.counts-switch button')
    await page.waitForSelector('.badge.count')
    const told = await page.textContent('.counts-switch [role=status]')
    const spoken = await page.locator('.state > title').filter({ hasText: ' case' }).count()
    const badges = await page.locator('.badge.count').count()
    await page.context().close()

    expect(before).toBe(0)
    expect(told).toContain(String(counted.length))
    expect(badges).toBeGreaterThan(0)
    expect(spoken).toBeGreaterThanOrEqual(badges)
  }, 300_000)

  it('names the source of rules, and the versions with their open cases', async () => {
    const { page } = await opened({ language: 'en' })
    await goTo(page, 'processes/repair?tab=rules')
    const rules = (await page.textContent('.rules')) ?? ''
    await goTo(page, 'processes/repair?tab=versions')
    const versions = await open.engine.versions('repair')
    const rows = await page.locator('.rows tbody tr').allTextContents()
    await page.context().close()

    expect(rules).toContain('parameters › intakeWithin004 L60-63 · recommended')
    expect(rows).toHaveLength(versions.length)
    expect(rows[0]).toContain(String(versions[0]?.openCases))
  }, 300_000)

  it('label a case by the version it runs on, not by the one in force', async () => {
    const file = join(import.meta.dirname, '../../workflows/repair.yaml')
    const text = (await readFile(file, 'utf8'))
      .replace('version: "1.0.0"', 'version: "9.0.0"')
      .replace('en: Problem and symptoms', 'en: What the matter is now')
    const asked = { actor: { id: 'root', roles: ['admin'] }, note: 'Another name for a field.' }
    const { refused } = await open.engine.deployVersion(await open.engine.checkVersion({ text }), asked)
    const { page } = await opened({ language: 'en' })

    await goTo(page, `instances/${id}?tab=data`)
    await page.getByText('Problem and symptoms').waitFor()
    const shown = await page.innerText('main')
    await page.context().close()

    expect(refused).toBeUndefined()
    expect((await open.engine.get(id))?.version).not.toBe(
      open.engine.processes().find((one) => one.id === 'repair')?.hash,
    )
    expect(shown).not.toContain('What the matter is now')
  }, 300_000)
})
