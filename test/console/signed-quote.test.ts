import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, launchBrowser, openPage, type Looks } from './open-browser.js'
import { openProcedure, type OpenProcedure } from './open-procedure.js'

const mending = `
dsl: "1"
process: mending
version: "1.0.0"
title: { zh-CN: 维修, en: Repair }
calendar: plain-hours
start: { roles: [service-desk, customer] }
fields:
  quote:
    type: object
    label: { zh-CN: 报价, en: Quote }
    fields:
      labour: { type: money, label: { zh-CN: 工时费, en: Labour } }
      parts: { type: money, label: { zh-CN: 配件费, en: Parts } }
      total: { type: money, label: { zh-CN: 合计, en: Total } }
      margin: { type: money, label: { zh-CN: 毛利, en: Margin } }
  damage: { type: attachment, label: { zh-CN: 损坏照片, en: Photo of the damage } }
  consent: { type: signature, personal: true, label: { zh-CN: 客户签名, en: Customer's signature } }
forms:
  accept: { ask: [damage, consent], required: [consent] }
events:
  accept: { title: { zh-CN: 同意报价, en: Accept the quote }, shows: [quote.labour, quote.parts, quote.total] }
initial: asking
states:
  asking:
    title: { zh-CN: 等待答复, en: Waiting for your answer }
    task: { roles: [customer, service-desk] }
    due: 2 days
    on: { accept: { form: accept, target: done } }
  done: { type: final, outcome: done, title: { zh-CN: 已同意, en: Agreed } }
`

const desk = { id: 'desk-1', roles: ['service-desk'] }
let open: OpenProcedure
let browser: Browser
let page: Page
let adminKey: string
let deskKey: string

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openProcedure('mending', mending)
  adminKey = await open.keyOf('chief', 'admin')
  deskKey = await open.keyOf(desk.id, 'service-desk')
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

/** A case with a quote, and a link to it for its customer. */
async function begin(): Promise<{ readonly id: string; readonly address: string }> {
  const data = { quote: { labour: 240, parts: 1000.5, total: 1240.5, margin: 77 } }
  const { instance } = await open.engine.create('mending', { actor: desk, data })
  const id = instance?.id ?? ''
  const { origin } = new URL(open.url)
  const made = await fetch(`${origin}/api/instances/${id}/customer-links`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' },
    body: '{"role":"customer"}',
  })
  return { id, address: new URL(((await made.json()) as { readonly url: string }).url, origin).href }
}

async function visit(address: string, looks: Looks = { language: 'en', isPhone: true }): Promise<string[]> {
  const watched = await openPage(browser, looks)
  page = watched.page
  await page.goto(address)
  await page.waitForSelector('.customer-event')
  return watched.complaints
}

const openForm = async (): Promise<void> => {
  await page.click('.customer-event')
  await page.waitForSelector('.answer-form')
}

/** Draws a wave on the sheet. */
async function draw(): Promise<void> {
  const sheet = page.locator('.form-canvas')
  await sheet.scrollIntoViewIfNeeded()
  const box = await sheet.boundingBox()
  if (!box) throw new Error('Expected a sheet to sign on, but there is none.')
  await page.mouse.move(box.x + 30, box.y + 90)
  await page.mouse.down()
  for (let step = 1; step <= 12; step += 1)
    await page.mouse.move(box.x + 30 + 15 * step, box.y + 90 + 30 * Math.sin(step))
  await page.mouse.up()
}

const isDrawn = async (): Promise<boolean> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector('.form-canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    return data.some((value, index) => index % 4 === 0 && value < 80)
  })()`)

const submit = '.form-foot button[type=submit]'

/** The file a case names in a field. */
async function fileOf(id: string, field: string) {
  const named = (await open.engine.get(id))?.data[field]
  const told = typeof named === 'string' ? await open.engine.attachments.read(named) : undefined
  if (!told) throw new Error(`Expected a file in '${field}', but there is none.`)
  return told
}

describe.skipIf(chromiumPath === undefined)('a quote behind a link', () => {
  it('stands beside its button as money with its lines, and tells nothing else', async () => {
    const { address } = await begin()
    const complaints = await visit(address)
    const item = page.locator('.customer-events li', { hasText: 'Accept the quote' })

    expect(
      (await item.locator('.shown-line').allInnerTexts()).map((line) => line.replace(/\s+/g, ' ')),
    ).toEqual(['Labour ¥240.00', 'Parts ¥1,000.50', 'Total ¥1,240.50'])
    expect(await item.locator('.is-sum').innerText()).toContain('Total')
    expect(await page.innerText('body')).not.toMatch(/margin|77\.00/i)
    await openForm()
    expect(await page.locator('.customer-answer .shown').innerText()).toContain('¥1,240.50')
    expect(complaints).toEqual([])
  }, 120_000)

  it('is accepted with a photograph and a signature that was drawn, both kept as files of that link', async () => {
    const { id, address } = await begin()
    const complaints = await visit(address)
    await openForm()

    await page.click(submit)
    const missing = await page.locator('.form-errors li').allTextContents()
    const isEmptyTaken = await page.isEnabled('.form-take')
    await page.setInputFiles('#root_damage', {
      name: 'front.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
        'base64',
      ),
    })
    await page.getByText('✓ front.png').waitFor()
    await draw()
    await page.click('.form-sheet button:has-text("Undo")')
    const isUndone = !(await isDrawn())
    await draw()
    await page.click('.form-take')
    // What moves under the pointer is not looked at as pointed to.
    await page.mouse.move(1, 1)
    await page.waitForSelector('.form-signed img')
    await page.waitForSelector(`${submit}:not(:disabled, :hover)`)
    const found = await breachesOfAccess(page)
    await page.click(submit)
    await page.getByText('We have received: Accept the quote').waitFor()

    expect(missing).toEqual(['Fill this in.'])
    expect([isEmptyTaken, isUndone]).toEqual([false, true])
    const { attachment, content } = await fileOf(id, 'consent')
    expect(attachment).toMatchObject({ name: 'signature.png', mediaType: 'image/png' })
    expect(attachment.uploadedBy).toMatch(/^customer-link:/)
    expect(attachment.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(Buffer.from(content.subarray(1, 4)).toString()).toBe('PNG')
    expect((await fileOf(id, 'damage')).attachment.name).toBe('front.png')
    expect(found).toEqual([])
    expect(complaints).toEqual([])
  }, 120_000)

  it('is signed by keyboard alone with a name, which is recorded as typed', async () => {
    const { id, address } = await begin()
    await visit(address)
    await openForm()
    await page.locator('.form-way', { hasText: 'Type your name' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Wang Fang')
    await page.locator(submit).focus()
    await page.keyboard.press('Enter')
    await page.getByText('We have received').waitFor()

    expect((await open.engine.get(id))?.data['consent']).toBe(
      'Wang Fang (name typed in place of a handwritten signature)',
    )
  }, 120_000)

  it('is not signed by a slip of the hand, and is by whoever goes on without the button', async () => {
    const { id, address } = await begin()
    await visit(address)
    await openForm()
    await page.click('.form-canvas', { position: { x: 40, y: 40 } })
    const isSlipTaken = await page.isEnabled('.form-take')
    await draw()
    await page.locator('h3').first().click()
    await page.waitForSelector('.form-signed')
    await page.click(submit)
    await page.getByText('We have received').waitFor()

    expect(isSlipTaken).toBe(false)
    expect((await fileOf(id, 'consent')).attachment.mediaType).toBe('image/png')
  }, 120_000)

  it('says why a file is not taken', async () => {
    const { address } = await begin()
    await visit(address)
    await openForm()
    await page.setInputFiles('#root_damage', {
      name: 'page.html',
      mimeType: 'text/html',
      buffer: Buffer.from('<script>1</script>'),
    })

    expect(await page.locator('.form-file [role=alert]').innerText()).toContain('Send a photograph or a PDF.')
  }, 120_000)

  it.each<readonly [string, Looks]>([
    ['phone, Chinese, dark', { theme: 'dark', isPhone: true }],
    ['wide, English, dark', { language: 'en', theme: 'dark' }],
    ['phone, English, light', { language: 'en', isPhone: true }],
  ])(
    'is drawn dark on white and open to everybody: %s',
    async (_name, looks) => {
      const { address } = await begin()
      await visit(address, looks)
      await openForm()
      const found = await breachesOfAccess(page)
      await draw()
      const ground = await page.evaluate(
        `[...document.querySelector('.form-canvas').getContext('2d').getImageData(2, 2, 1, 1).data].slice(0, 3).join()`,
      )
      await page.locator('.form-way').nth(1).click()
      found.push(...(await breachesOfAccess(page)))
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')

      expect(ground).toBe('255,255,255')
      expect(found).toEqual([])
      expect(overflow).toBe(0)
    },
    120_000,
  )

  it('is signed by staff in the same way, who see the quote beside it', async () => {
    const { id } = await begin()
    const watched = await openPage(browser, { language: 'en' })
    page = watched.page
    await page.goto(`${open.url}/`)
    await page.fill('#key', deskKey)
    await page.click('button[type=submit]')
    await page.waitForSelector('.shell-head')
    await page.goto(`${open.url}/instances/${id}/do/accept?state=asking`)
    await page.waitForSelector('.answer-form')
    const shown = await page.innerText('.do-form .shown')
    await draw()
    await page.click('.form-take')
    await page.waitForSelector('.form-signed img')
    await page.click(submit)
    await page.getByText('Done: Accept the quote').waitFor()

    expect(shown).toContain('¥1,240.50')
    expect((await fileOf(id, 'consent')).attachment.uploadedBy).toBe('desk-1')
    expect(watched.complaints).toEqual([])
  }, 120_000)
})
