import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, launchBrowser, openPage, type Looks, type WatchedPage } from './open-browser.js'
import { openProcedure, type OpenProcedure } from './open-procedure.js'

const bench = `
dsl: "1"
process: bench
version: "1.0.0"
title: { zh-CN: 检修, en: Bench }
calendar: plain-hours
number: B-{seq:4}
fields:
  customer: { type: text, required: true, maxLength: 50, label: { zh-CN: 客户, en: Customer } }
  labour: { type: money, min: 0, label: { zh-CN: 工时费, en: Labour } }
  found: { type: text, label: { zh-CN: 检测结果, en: Finding } }
forms: { call: { ask: [customer, labour] } }
start: { roles: [technician], form: call }
initial: examining
states:
  examining: { title: { zh-CN: 检测中, en: Examining }, task: technician, due: 2 days, on: { found: found } }
  found: { type: final, outcome: found, title: { zh-CN: 已检测, en: Examined } }
events: { found: { title: { zh-CN: 检测完成, en: Diagnosis finished } } }
invariants:
  labour: { if: 'or(data.labour, yuan(0)) <= yuan(500)', else: { zh-CN: 工时费不得超过 500 元。, en: Labour may not exceed 500 yuan. } }
`

let open: OpenProcedure
let browser: Browser
const keys = new Map<string, string>()
const pages: Page[] = []

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openProcedure('bench', bench)
  keys.set('technician-1', await open.keyOf('technician-1', 'technician'))
  keys.set('admin-1', await open.keyOf('admin-1', 'admin'))
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  if (chromiumPath === undefined) return
  await browser.close()
  await open.close()
})
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})

async function consoleOf(person: string, looks: Looks = { language: 'en' }): Promise<WatchedPage> {
  const watched = await openPage(browser, looks)
  const { page } = watched
  pages.push(page)
  await page.goto(`${open.url}/`)
  await page.fill('#key', keys.get(person) ?? '')
  await page.click('button[type=submit]')
  await page.waitForSelector('.shell-head')
  return watched
}

const drafts = () => open.engine.drafts.list('technician-1', { process: 'bench' })

describe.skipIf(chromiumPath === undefined)('a new case', () => {
  it('is begun by its form, which is found again in another browser until it is taken', async () => {
    const { page, complaints } = await consoleOf('technician-1')
    await page.locator('.begin-link').click()
    await page.getByRole('link', { name: 'Bench' }).click()
    await page.fill('#root_customer', 'Wang Fang')
    await page.getByText('Kept as a draft').waitFor()
    const asked = await page.locator('.form-label').allTextContents()
    await page.reload()
    await page.getByText('Your draft was put back').waitFor()
    const second = (await consoleOf('technician-1')).page
    await second.goto(`${open.url}/instances/new/bench`)
    await second.waitForSelector('.answer-form')
    const elsewhere = await second.inputValue('#root_customer')
    await second.fill('#root_labour', '800')
    await second.click('.answer-form button[type=submit]')
    await second.getByText('Labour may not exceed 500 yuan.').waitFor()
    await second.fill('#root_labour', '80')
    await second.click('.answer-form button[type=submit]')
    await second.getByText('Begun: B-0001').waitFor()
    await expect.poll(drafts).toEqual([])
    await second.waitForURL((url) => !url.pathname.endsWith('/new/bench'))
    const { items } = await open.engine.list({}, { limit: 10 })

    expect(asked.map((one) => one.replace('optional', '').trim())).toEqual(['Customer', 'Labour'])
    expect(elsewhere).toBe('Wang Fang')
    expect(second.url()).toContain(items[0]?.id)
    expect((await open.engine.get(items[0]?.id ?? ''))?.data).toEqual({ customer: 'Wang Fang', labour: 80 })
    expect(complaints).toEqual([])
  }, 120_000)

  it('is not offered to whoever may begin none', async () => {
    const { page } = await consoleOf('admin-1')
    await page.waitForSelector('main h1')
    const offered = await page.locator('.begin-link').count()
    await page.goto(`${open.url}/instances/new/bench`)

    await page.getByText('There is no kind of case you may begin here').waitFor()
    expect(offered).toBe(0)
  }, 120_000)

  it.each<readonly [string, Looks]>([
    ['wide, English, dark', { language: 'en', theme: 'dark' }],
    ['phone, Chinese, light', { isPhone: true }],
  ])(
    'is open to everybody: %s',
    async (_name, looks) => {
      const { page, complaints } = await consoleOf('technician-1', looks)
      const found: string[] = []
      for (const path of ['/instances/new', '/instances/new/bench']) {
        await page.goto(open.url + path)
        await page.waitForSelector('.do-choice, .answer-form')
        found.push(...(await breachesOfAccess(page)))
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (Number(wide) > 0) found.push(`${path} is ${String(wide)} px too wide`)
      }

      expect(found).toEqual([])
      expect(complaints).toEqual([])
    },
    120_000,
  )
})
