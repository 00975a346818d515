import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../server/client/index.js'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, openPage, type Looks } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { withConsole } from './with-console.js'

let open: OpenConsole
let browser: Browser

withConsole((world) => void ({ open, browser } = world))

async function openAt(path: string, looks: Looks = {}): Promise<{ page: Page; complaints: string[] }> {
  const watched = await openPage(browser, { language: 'en', ...looks })
  watched.page.setDefaultTimeout(100_000)
  await open.signIn(watched.page, open.adminKey)
  await watched.page.goto(`${open.url}${path}`)
  return watched
}

/** The address of a link with the console's own query, as the API is asked. */
async function countOf(href: string): Promise<number> {
  const asked = new URL(href, open.url).searchParams
  const view = asked.get('view')
  asked.delete('view')
  if (view === 'late') asked.set('overdue', 'true')
  if (view === 'late' || view === 'open') asked.set('status', 'active')
  const api = createClient({ url: open.url.replace(/\/console$/, ''), key: open.adminKey })
  return (await api.countInstances(Object.fromEntries(asked))).count
}

/** Every number that is a link, with how many cases its list has. */
async function figuresAndLists(page: Page, selector: string): Promise<(readonly [number, number])[]> {
  const links = await page.locator(selector).all()
  return Promise.all(
    links.map(async (link) => {
      const told = Number.parseInt((await link.innerText()).replaceAll(/\D/g, ''), 10)
      return [told, await countOf((await link.getAttribute('href')) ?? '')] as const
    }),
  )
}

const looks: readonly Looks[] = [
  { language: 'zh-CN' },
  { language: 'en', theme: 'dark' },
  { language: 'zh-CN', isPhone: true },
]

describe.skipIf(chromiumPath === undefined)('the page of deadlines', () => {
  it('tells what is late by procedure, state, team and person, each the number of a list', async () => {
    const { page } = await openAt('/deadlines')
    await page.waitForSelector('.breakdown li')
    await page.waitForSelector('.rows tbody tr')
    const pairs = await figuresAndLists(page, '.breakdown a')
    const rows = await page.locator('.rows tbody tr').allInnerTexts()
    const late = await open.engine.count({ status: 'active', overdueAt: open.engine.now() })
    await page.locator('.rows tbody a').last().click()
    await page.waitForURL(/\/instances\/[^/]+\?tab=overview$/)
    await page.context().close()

    expect(pairs.length).toBeGreaterThan(3)
    for (const [told, listed] of pairs) expect(told).toBe(listed)
    expect(rows).toHaveLength(Math.min(late, 50))
    for (const row of rows) expect(row).toMatch(/ late/)
  }, 200_000)

  it.each(looks)(
    'is open to everybody, as it looks in %j',
    async (look) => {
      const { page, complaints } = await openAt('/deadlines', look)
      await page.waitForSelector('.breakdown li')
      await page.waitForSelector('.rows tbody tr, .card, .notice')
      const breaches = await breachesOfAccess(page)
      await page.context().close()

      expect(breaches).toEqual([])
      expect(complaints).toEqual([])
    },
    200_000,
  )
})

describe.skipIf(chromiumPath === undefined)('the page of figures', () => {
  it('tells of a period, each number of cases that of a list, and its chart what the table says', async () => {
    const { page } = await openAt('/figures?per=week')
    await page.waitForSelector('.chart canvas')
    const pairs = await figuresAndLists(page, '.totals a, .figures td a')
    const days = await page.locator('.long-table tbody tr td:nth-child(2)').allInnerTexts()
    const begun = await page.locator('.totals dd').first().innerText()
    const caption = await page.locator('.chart').getAttribute('aria-label')
    await page.context().close()

    expect(pairs.length).toBeGreaterThan(10)
    for (const [told, listed] of pairs) expect(told).toBe(listed)
    expect(days.reduce((sum, day) => sum + Number(day), 0)).toBe(Number(begun))
    expect(caption).toContain(`Begun ${begun}`)
  }, 200_000)

  it('leads to a list that says by what it is narrowed, and lets each of it be taken away', async () => {
    const { page } = await openAt('/figures?process=service-request')
    await page.waitForSelector('.chart canvas')
    await page.locator('.totals a').first().click()
    const chips = page.locator('.hidden-filters li')
    await chips.first().waitFor()
    const told = await chips.allInnerTexts()
    const address = new URL(page.url()).searchParams
    await page.getByRole('button', { name: /^Take away: Entered/ }).click()
    await chips.first().waitFor({ state: 'detached' })
    const after = new URL(page.url()).searchParams
    await page.goto(`${open.url}/instances?process=repair&leftState=x&breachedDeadline=y&role=technician`)
    await page.getByText(/Waits for: Technician/).waitFor()
    const others = await chips.allInnerTexts()
    const breaches = await breachesOfAccess(page)
    await page.context().close()

    expect(told).toEqual([expect.stringMatching(/^Entered \w{3} \d+/)])
    expect([address.has('createdFrom'), address.has('createdTo')]).toEqual([true, true])
    expect([after.has('createdFrom'), after.has('createdTo'), after.get('process')]).toEqual([
      ...[false, false, 'service-request'],
    ])
    expect(others.map((text) => text.replace('×', '').trim())).toEqual([
      ...['Waits for: Technician', 'One deadline broken', 'Left one state'],
    ])
    expect(breaches).toEqual([])
  }, 200_000)

  it('colours the picture of a procedure, says the numbers in words, and keeps all that in the address', async () => {
    const { page } = await openAt('/figures?process=service-request&form=picture')
    await page.waitForSelector('.picture-frame .badge.count')
    await page.getByRole('link', { name: 'Visits' }).click()
    await page.waitForURL(/measure=visits/)
    await page.reload()
    await page.waitForSelector('.picture-frame .badge.count')
    const badge = await page.locator('.picture-frame .badge.count').first().textContent()
    const name = await page.locator('.picture-frame [class*=warmth-] > title').first().textContent()
    const legend = await page.locator('.heat-legend').innerText()
    await page.context().close()

    expect(Number(badge)).toBeGreaterThan(0)
    expect(name).toMatch(/ · Visits \d+$/)
    expect(legend).toMatch(/from \d+ to \d+/)
  }, 200_000)

  it('says that nothing happened in a period, and that a period is too long', async () => {
    const { page } = await openAt('/figures?from=2001-01-01&to=2001-01-31')
    await page.getByText('Nothing happened in this period').waitFor()
    await page.goto(`${open.url}/figures?from=2001-01-01&to=2021-01-31`)
    await page.getByText('Choose at most 400 days').waitFor()
    await page.context().close()
  }, 200_000)

  it.each(looks)(
    'is open to everybody, as it looks in %j',
    async (look) => {
      const { page, complaints } = await openAt('/figures?process=service-request', look)
      await page.waitForSelector('.chart canvas')
      await page.waitForSelector('.picture-frame svg, .outline')
      const breaches = await breachesOfAccess(page)
      const isWider = await page.evaluate<boolean>(
        'document.documentElement.scrollWidth > document.documentElement.clientWidth',
      )
      await page.context().close()

      expect(breaches).toEqual([])
      expect(complaints).toEqual([])
      expect(isWider).toBe(false)
    },
    200_000,
  )
})
