import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { breachesOfAccess } from './breaches-of-access.js'
import { chromiumPath, launchBrowser, openPage, type Looks } from './open-browser.js'
import { openProcedure, type OpenProcedure } from './open-procedure.js'

const bench = `
dsl: "1"
process: bench
version: "1.0.0"
title: { zh-CN: 检修, en: Bench }
calendar: plain-hours
fields:
  cause:
    type: choice
    label: { zh-CN: 故障原因, en: Cause of the fault }
    of: { quality: { zh-CN: 产品质量, en: Product quality }, damage: { zh-CN: 人为损坏, en: Human damage } }
  labour: { type: money, min: 0, label: { zh-CN: 工时费, en: Labour } }
  photo: { type: attachment, label: { zh-CN: 照片, en: Photo } }
  parts:
    type: list
    label: { zh-CN: 配件, en: Parts }
    of: { type: object, fields: { number: { type: text, required: true, label: { zh-CN: 编号, en: Part number } } } }
  note: { type: text, label: { zh-CN: 备注, en: Remark } }
  waybill:
    type: object
    label: { zh-CN: 运单, en: Waybill }
    schema:
      type: object
      required: [way]
      properties:
        way: { type: string, title: Way, enum: [post, own] }
      if: { properties: { way: { const: post } }, required: [way] }
      then:
        required: [number]
        properties: { number: { type: string, title: Number, minLength: 4 } }
forms:
  finding: { ask: [cause, labour, waybill, parts, photo], required: [cause, labour, waybill] }
  remark: { ask: [note], required: [note] }
events:
  found: { title: { zh-CN: 检测完成, en: Diagnosis finished } }
  noted: { title: { zh-CN: 记录备注, en: Note it } }
  wait: { title: { zh-CN: 等待配件, en: Wait for parts } }
start: { roles: [technician] }
initial: examining
states:
  examining:
    title: { zh-CN: 检测中, en: Examining }
    task: technician
    due: 2 days
    on:
      found:
        form: finding
        require:
          - { if: data.labour <= yuan(500), else: { zh-CN: 工时费不得超过 500 元, en: 'Labour may not exceed 500 yuan.' } }
        target: found
      noted: { form: remark, target: examining, reenter: true }
      wait: { target: waiting }
  waiting: { title: { zh-CN: 等待中, en: Waiting }, task: technician, due: 2 days, on: { noted: { form: remark, target: found } } }
  found: { type: final, outcome: found, title: { zh-CN: 已检测, en: Examined } }
`

const technician = { id: 'technician-1', roles: ['technician'] }
let open: OpenProcedure
let browser: Browser
let page: Page
let key: string

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openProcedure('bench', bench)
  key = await open.keyOf(technician.id, 'technician')
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

/** A new case, and the console of a technician. */
async function begin(looks: Looks = { language: 'en' }): Promise<{ id: string; complaints: string[] }> {
  const { instance } = await open.engine.create('bench', { actor: technician })
  const watched = await openPage(browser, looks)
  page = watched.page
  await page.goto(`${open.url}/`)
  await page.fill('#key', key)
  await page.click('button[type=submit]')
  await page.waitForSelector('.shell-head')
  return { id: instance?.id ?? '', complaints: watched.complaints }
}

async function openForm(id: string, event: string): Promise<void> {
  await page.goto(`${open.url}/instances/${id}/do/${event}?state=examining`)
  await page.waitForSelector('.answer-form')
}

const submit = '.form-foot button'
const wrong = '.form-errors li'
const answer = (label: string) => page.locator('.form-answer', { hasText: label }).last()
const choose = (label: string) => page.click(`.form-option:has-text("${label}")`)

describe.skipIf(chromiumPath === undefined)('the form of an event', () => {
  it('leads from the claimed task over a mistake to the next state', async () => {
    const { id, complaints } = await begin()
    const card = page.locator('.card', { has: page.locator(`a[href*="${id}"]`) })
    await card.getByRole('button', { name: 'Take it' }).click()
    await card.getByText('yours').waitFor()
    await card.locator('.do-link').click()
    await page.click('.do-choice a:has-text("Diagnosis finished")')
    await page.waitForSelector('.answer-form')

    // Nobody has chosen anything, and what depends on a choice is not asked.
    const chosen = await page.locator('.answer-form input:checked').count()
    const asked = await page.locator('.form-label', { hasText: 'Number' }).count()
    await page.click(submit)
    const missing = await page.locator(wrong).allTextContents()
    const inWaybill = await answer('Way').locator(wrong).count()
    await choose('Product quality')
    await page.fill('#root_labour', '480.5')
    await choose('post')
    await page.fill('#root_waybill_number', 'SF')
    await page.click('.form-add')
    await page.fill('#root_parts_0_number', 'P-1')
    await page.setInputFiles('#root_photo', {
      name: 'seal.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('seal'),
    })
    await page.getByText('seal.txt').waitFor()
    const short = await page.locator(wrong).allTextContents()
    await page.fill('#root_waybill_number', 'SF-1234')
    await page.click(submit)
    await page.getByText('Done: Diagnosis finished').waitFor()
    const after = await open.engine.get(id)

    expect({ chosen, asked }).toEqual({ chosen: 0, asked: 0 })
    // The cause, the labour, and inside the waybill its way.
    expect(missing).toEqual(['Fill this in.', 'Fill this in.', 'Fill this in.'])
    expect(inWaybill).toBe(1)
    expect(short).toEqual(['At least 4 characters.'])
    expect(after).toMatchObject({
      status: 'ended',
      outcome: 'found',
      data: {
        cause: 'quality',
        labour: 480.5,
        waybill: { way: 'post', number: 'SF-1234' },
        parts: [{ number: 'P-1' }],
      },
    })
    expect(after?.data['photo']).toEqual(expect.stringMatching(/^att-/))
    expect(complaints).toEqual([])
    await page.goto(`${open.url}/instances/${id}`)
    await page.getByText('The case has ended.').waitFor()
  }, 120_000)

  it('keeps what was entered when the engine refuses it, and tells every reason', async () => {
    const { id } = await begin()
    await openForm(id, 'found')

    await choose('Human damage')
    await page.fill('#root_labour', '600')
    await choose('own')
    await page.click(submit)
    const refused = await page.textContent('.form-refused')
    const kept = await page.inputValue('#root_labour')
    await page.fill('#root_labour', '500')
    await page.click(submit)
    await page.getByText('Done: Diagnosis finished').waitFor()

    expect(refused).toContain('Labour may not exceed 500 yuan.')
    expect(kept).toBe('600')
    expect((await open.engine.get(id))?.outcome).toBe('found')
  }, 120_000)

  it('tells beside its field what only the engine can find wrong there', async () => {
    const { id } = await begin()
    await openForm(id, 'found')
    await choose('Human damage')
    await page.fill('#root_labour', '5')
    await choose('own')
    // An answer only somebody else may name: the engine looks, the browser cannot.
    await page.route('**/api/attachments**', (route) =>
      route.fulfill({
        status: 201,
        json: { id: 'att-nobodys', sha256: '0', mediaType: 'a/b', size: 1, at: '2026-01-01T00:00:00Z' },
      }),
    )
    await page.setInputFiles('#root_photo', {
      name: 'x.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('x'),
    })
    await page.getByText('x.txt').waitFor()

    await page.click(submit)
    await answer('Photo').locator(wrong).waitFor()

    expect(await answer('Photo').locator(wrong).count()).toBe(1)
    expect(await page.locator('.form-refused').count()).toBe(0)
    expect((await open.engine.get(id))?.status).toBe('active')
  }, 120_000)

  it('tells what changed meanwhile, keeps the input and goes on where the event is still possible', async () => {
    const { id } = await begin()
    await openForm(id, 'noted')
    await page.fill('#root_note', 'mine')

    await open.engine.send(id, 'noted', { actor: technician, payload: { note: 'theirs' } })
    await page.click(submit)
    await page.waitForSelector('.do-changed')
    const told = await page.textContent('.do-changed')
    const kept = await page.inputValue('#root_note')
    await page.click('.do-changed button')
    await page.click(submit)
    await page.getByText('Done: Note it').waitFor()

    expect(told).toContain('theirs')
    expect(kept).toBe('mine')
    expect((await open.engine.get(id))?.data['note']).toBe('mine')
  }, 120_000)

  it('says so where the event is over, and keeps the input', async () => {
    const { id } = await begin()
    await openForm(id, 'noted')
    await page.fill('#root_note', 'mine')

    await open.engine.send(id, 'wait', { actor: technician })
    await page.getByText('This can no longer be done.').waitFor()

    expect(await page.inputValue('#root_note')).toBe('mine')
    expect(await page.isDisabled(submit)).toBe(true)
  }, 120_000)

  it('keeps the input while one looks elsewhere, and sends it once however often the network fails', async () => {
    const { id } = await begin()
    await page.goto(`${open.url}/instances/${id}`)
    await page.locator('.next li', { hasText: 'Note it' }).locator('.do-link').click()
    await page.fill('#root_note', 'kept')
    await page.click('.form-foot a')
    await page.locator('.next li', { hasText: 'Note it' }).locator('.do-link').click()
    const kept = await page.inputValue('#root_note')

    // The first answers are lost on their way back: the server has taken the event all the same.
    let lost = 0
    await page.route('**/api/{tasks,instances}/**/{complete,events}', async (route) => {
      if (route.request().method() !== 'POST' || lost >= 2) return route.continue()
      lost += 1
      await route.fetch()
      await route.abort()
    })
    await page.click(submit)
    await page.getByText('The server did not answer').waitFor()
    await page.click(submit)
    await page.getByText('Done: Note it').waitFor()
    const { items } = await open.engine.trail(id, { limit: 200 })

    expect(kept).toBe('kept')
    expect(lost).toBe(2)
    expect(items.filter(({ type }) => type === 'event-accepted')).toHaveLength(1)
  }, 120_000)

  it('can be done with the keyboard alone', async () => {
    const { id } = await begin()
    await page.goto(`${open.url}/instances/${id}/do/wait?state=examining`)
    await page.waitForSelector(submit)

    await page.focus('main')
    for (let press = 0; press < 4; press += 1) {
      await page.keyboard.press('Tab')
      if ((await page.evaluate('document.activeElement.tagName')) === 'BUTTON') break
    }
    await page.keyboard.press('Enter')
    await page.getByText('Done: Wait for parts').waitFor()

    expect((await open.engine.get(id))?.active.map(({ path }) => path)).toContain('waiting')
  }, 120_000)

  it.each<readonly [string, Looks]>([
    ['wide, Chinese, light', {}],
    ['wide, English, dark', { language: 'en', theme: 'dark' }],
    ['phone, Chinese, dark', { theme: 'dark', isPhone: true }],
    ['phone, English, light', { language: 'en', isPhone: true }],
  ])(
    'is open to everybody, with its mistakes shown: %s',
    async (_name, looks) => {
      const { id, complaints } = await begin(looks)
      const found: string[] = []
      for (const path of ['do?state=examining', 'do/wait', 'do/nothing', 'do/found']) {
        await page.goto(`${open.url}/instances/${id}/${path}`)
        await page.waitForSelector('.do section')
        if (path === 'do/found') {
          await page.click('.form-add')
          await page.click(submit)
          await page.waitForSelector(wrong)
        }
        found.push(...(await breachesOfAccess(page)).map((one) => `${path} ${one}`))
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (Number(overflow) > 0) found.push(`${path} is ${String(overflow)} px too wide`)
      }
      if (looks.isPhone) {
        const low = await page.evaluate(
          `[...document.querySelectorAll('.do button, .do .form-input, .do .form-option')].filter((one) => one.getBoundingClientRect().height < 44).length`,
        )
        if (Number(low) > 0) found.push(`${String(low)} targets are too low`)
      }

      expect(found).toEqual([])
      expect(complaints).toEqual([])
    },
    120_000,
  )
})
