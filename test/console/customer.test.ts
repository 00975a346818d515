import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, launchBrowser, openPage, type Looks } from './open-browser.js'
import { openProcedure, type OpenProcedure } from './open-procedure.js'

const repair = `
dsl: "1"
process: mending
version: "1.0.0"
title: { zh-CN: 维修, en: Repair }
calendar: plain-hours
start: { roles: [service-desk, customer] }
fields:
  consent: { type: boolean, label: { zh-CN: 同意报价, en: I accept the quote } }
  wish: { type: date, label: { zh-CN: 希望日期, en: Day you wish } }
  photo: { type: attachment, label: { zh-CN: 照片, en: Photo } }
  helper: { type: person, label: { zh-CN: 人员, en: Somebody } }
  cause: { type: text, label: { zh-CN: 内部原因, en: Cause } }
forms:
  consent: { ask: [consent, wish, photo], required: [consent] }
  name: { ask: [helper], required: [helper] }
events:
  accept: { title: { zh-CN: 答复报价, en: Answer the quote } }
  name: { title: { zh-CN: 指定人员, en: Name somebody } }
  cancel: { title: { zh-CN: 取消维修, en: Call it off } }
  finish: { title: { zh-CN: 完成, en: Finish } }
initial: work
states:
  work:
    title: { zh-CN: 办理, en: Under way }
    initial: asking
    on:
      cancel: { roles: [customer, service-desk], target: gone }
      finish: { roles: [service-desk], target: done }
    states:
      asking:
        title: { zh-CN: 等待答复报价, en: Waiting for your answer }
        task: { roles: [customer, service-desk] }
        due: { within: 2 days, title: { zh-CN: 答复报价, en: Answer to the quote } }
        on:
          accept:
            form: consent
            require:
              - { if: data.consent, else: { zh-CN: 未同意报价, en: Without your consent nothing is mended. } }
            target: mending
          name: { form: name, target: mending }
      mending:
        title: { zh-CN: 维修中, en: Being mended }
        task: service-desk
        due: 5 days
  done: { type: final, outcome: done, title: { zh-CN: 已完成, en: Done } }
  gone: { type: final, outcome: gone, title: { zh-CN: 已取消, en: Called off } }
`

const desk = { id: 'desk-1', roles: ['service-desk'] }
let open: OpenProcedure
let browser: Browser
let page: Page
let adminKey: string

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openProcedure('mending', repair)
  adminKey = await open.keyOf('chief', 'admin')
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  if (chromiumPath === undefined) return
  await browser.close()
  await open.close()
})
afterEach(async () => {
  await page.context().close()
})

const origin = (): string => new URL(open.url).origin

/** A case, and a link to it for its customer. */
async function begin(): Promise<{ readonly id: string; readonly address: string }> {
  const { instance } = await open.engine.create('mending', { actor: desk, data: { cause: 'dropped by us' } })
  const id = instance?.id ?? ''
  const made = await fetch(`${origin()}/api/instances/${id}/customer-links`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' },
    body: '{"role":"customer"}',
  })
  const { url } = (await made.json()) as { readonly url: string }
  return { id, address: new URL(url, origin()).href }
}

/** A browser nobody has signed in, with what it asked the server for beside files. */
async function visit(address: string, looks: Looks = { language: 'en', isPhone: true }) {
  const watched = await openPage(browser, looks)
  page = watched.page
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.includes('/console/')) asked.push(pathname.replace(/(customer-links)\/[^/]+/, '$1/…'))
  })
  await page.goto(address)
  await page.waitForSelector('.customer-part, .notice')
  return { asked, complaints: watched.complaints }
}

const part = (heading: string) =>
  page.locator('.customer-part', { has: page.locator('h2', { hasText: heading }) })

describe.skipIf(chromiumPath === undefined)('the page for customers', () => {
  it('tells where the case is, what is promised and what is needed, and asks for nothing else', async () => {
    const { address } = await begin()
    const { asked, complaints } = await visit(address)
    const text = await page.innerText('body')

    expect(await part('Where it is').innerText()).toContain('Waiting for your answer')
    expect(await part('What is promised').innerText()).toMatch(/Answer to the quote.*Due on/s)
    expect(await page.locator('.is-awaited').allInnerTexts()).toEqual([
      expect.stringContaining('Answer the quote'),
      expect.stringContaining('Name somebody'),
    ])
    expect(await page.locator('.is-possible').allInnerTexts()).toEqual([
      expect.stringContaining('Call it off'),
    ])
    expect(text).not.toMatch(/dropped by us|desk-1|asking|mending|Under way|outcome/)
    expect(new Set(asked)).toEqual(new Set(['/customer-links/…']))
    expect(await page.locator('nav').count()).toBe(0)
    expect(await page.title()).toBe('Repair')
    expect(complaints).toEqual([])
  }, 120_000)

  it('takes an answer by its form, over a mistake and a refusal, and thanks for it', async () => {
    const { id, address } = await begin()
    const { asked } = await visit(address)
    await page.click('.is-awaited:has-text("Answer the quote")')
    await page.waitForSelector('.answer-form')
    const labels = await page.locator('.form-label').allInnerTexts()

    await page.click('.form-foot button')
    const missing = await page.locator('.form-errors li').allTextContents()
    await page.click('.form-option:has-text("no")')
    await page.fill('#root_wish', '2030-01-02')
    await page.click('.form-foot button')
    const refused = await page.innerText('.form-refused')
    const kept = await page.inputValue('#root_wish')
    await page.click('.form-option:has-text("yes")')
    await page.click('.form-foot button')
    await page.getByText('We have received: Answer the quote').waitFor()

    expect(labels.join()).toMatch(/Day you wish.*Photo/)
    expect(missing).toEqual(['Fill this in.'])
    expect(refused).toContain('Without your consent nothing is mended.')
    expect(kept).toBe('2030-01-02')
    expect(await part('Where it is').innerText()).toContain('Being mended')
    expect(await part('What we need').innerText()).toContain('Nothing at the moment.')
    // A limit without a title of its own is the house's own affair.
    expect(await part('What is promised').count()).toBe(0)
    expect((await open.engine.get(id))?.data).toMatchObject({ consent: true, wish: '2030-01-02' })
    expect(new Set(asked)).toEqual(new Set(['/customer-links/…', '/customer-links/…/events']))
  }, 120_000)

  it('asks before what has no form, and says what only the house can answer', async () => {
    const { id, address } = await begin()
    await visit(address)
    await page.click('.is-awaited:has-text("Name somebody")')
    await page.getByText('This needs an answer only we can give').waitFor()
    const isClosed = await page.isDisabled('.form-foot button')
    await page.click('.form-foot button:has-text("Back")')
    await page.click('.is-possible')
    await page.click('.form-foot button:has-text("Confirm")')
    await page.getByText('Your case is closed.').waitFor()

    expect(isClosed).toBe(true)
    expect((await open.engine.get(id))?.outcome).toBe('gone')
  }, 120_000)

  it('says when the case has gone on meanwhile, and sends nothing then', async () => {
    const { id, address } = await begin()
    await visit(address)
    await page.click('.is-awaited:has-text("Answer the quote")')
    await page.click('.form-option:has-text("yes")')
    await open.engine.send(id, 'finish', { actor: desk })
    await page.click('.form-foot button')
    await page.getByText('Your case has gone on meanwhile').waitFor()

    expect(await page.isDisabled('.form-foot button')).toBe(true)
    expect((await open.engine.get(id))?.data['consent']).toBeUndefined()
  }, 120_000)

  it('tells nothing by a link that is forged or ended, the same for both', async () => {
    const { id, address } = await begin()
    await visit(`${address.slice(0, -3)}AAA`)
    const forged = await page.innerText('main')
    await page.context().close()
    await visit(address)
    await open.engine.customerLinks.revoke(id, 'chief')
    await page.reload()
    await page.waitForSelector('.notice')

    expect(forged).toContain('This link does not open anything')
    expect(await page.innerText('main')).toBe(forged)
    expect(await page.title()).toBe('Your case')
  }, 120_000)

  it('is reached by the link an operator makes, until they end it', async () => {
    const { id } = await begin()
    const { complaints } = await openPage(browser, { language: 'en' }).then((watched) => {
      page = watched.page
      return watched
    })
    await page.goto(`${open.url}/`)
    await page.fill('#key', adminKey)
    await page.click('button[type=submit]')
    await page.waitForSelector('.shell-head')
    await page.goto(`${open.url}/instances/${id}`)
    await page.click('button:has-text("Link for the customer")')
    await page.click('.sheet button:has-text("Make a link")')
    const address = await page.getByLabel('The link, shown this once').inputValue()
    const found = await breachesOfAccess(page)
    const reader = await (await browser.newContext({ locale: 'en' })).newPage()
    await reader.goto(address)
    await reader.getByText('Waiting for your answer').waitFor()
    await page.click('.sheet button:has-text("End all links")')
    await page.click('.sheet button:has-text("End them")')
    await page.getByText('ended').first().waitFor()
    await reader.reload()
    await reader.getByText('This link does not open anything').waitFor()
    await reader.context().close()

    expect(found).toEqual([])
    expect(complaints).toEqual([])
  }, 120_000)

  it.each<readonly [string, Looks]>([
    ['wide, Chinese, light', {}],
    ['phone, Chinese, dark', { theme: 'dark', isPhone: true }],
    ['phone, English, light', { language: 'en', isPhone: true }],
    ['wide, English, dark', { language: 'en', theme: 'dark' }],
  ])(
    'is open to everybody: %s',
    async (_name, looks) => {
      const { address } = await begin()
      const { complaints } = await visit(address, looks)
      const found = await breachesOfAccess(page)
      await page.click('.is-awaited >> nth=0')
      await page.waitForSelector('.answer-form')
      await page.click('.form-foot button')
      await page.waitForSelector('.form-errors li')
      found.push(...(await breachesOfAccess(page)))
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      const low = await page.evaluate(
        `[...document.querySelectorAll('button, .form-input, .form-option')].filter((one) => one.getBoundingClientRect().height < 44).length`,
      )

      expect(found).toEqual([])
      expect(overflow).toBe(0)
      if (looks.isPhone) expect(low).toBe(0)
      expect(complaints).toEqual([])
    },
    120_000,
  )
})
