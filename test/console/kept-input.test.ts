import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumPath } from './open-browser.js'
import { openForms } from './open-forms.js'

const bench = `
dsl: "1"
process: bench
version: "1.0.0"
title: { zh-CN: 检修, en: Bench }
calendar: plain-hours
fields: { note: { type: text, maxLength: 500, label: { zh-CN: 备注, en: Remark } } }
forms: { finding: { ask: [note], required: [note] } }
events:
  found: { title: { zh-CN: 检测完成, en: Diagnosis finished } }
  back: { title: { zh-CN: 退回, en: Back again } }
start: { roles: [technician] }
initial: examining
states:
  examining:
    title: { zh-CN: 检测中, en: Examining }
    task: technician
    due: 2 days
    on: { found: { form: finding, target: found }, back: { target: examining, reenter: true } }
  found: { type: final, outcome: found, title: { zh-CN: 已检测, en: Examined } }
`

const { open, begin, formOf, draftsOf } = openForms(bench)
const note = '#root_note'
const kept = (page: Page) => page.getByText('Kept as a draft').waitFor()
const notes = async (id: string) => (await draftsOf(id)).map(({ answers }) => answers['note'])
const draftFor = (instance: string, text: string) =>
  open().engine.drafts.save(
    'technician-1',
    { instance, event: 'found', state: 'examining', visit: 1 },
    { note: text },
  )

/** Looks elsewhere within the console, and comes back. */
async function awayAndBack(page: Page): Promise<void> {
  await page.click('.form-foot a')
  await page.waitForSelector('.answer-form', { state: 'detached' })
  await page.goBack()
  await page.waitForSelector('.answer-form')
}

describe.skipIf(chromiumPath === undefined)('what was kept of a form', () => {
  it('is found after a fault that passes', async () => {
    const id = await begin({})
    await draftFor(id, 'kept before')
    const page = await formOf(id)
    await page.route('**/api/drafts?*', (route) => route.abort(), { times: 2 })
    await page.reload()
    await page.waitForSelector('.answer-form')

    expect(await page.inputValue(note)).toBe('kept before')
  }, 120_000)

  it('is not overwritten while nobody knows what there is, and then stands beside', async () => {
    const id = await begin({})
    await draftFor(id, 'kept before')
    const page = await formOf(id)
    await page.route('**/api/drafts?*', (route) =>
      route.fulfill({ status: 500, contentType: 'text/plain', body: 'fault' }),
    )
    await page.reload()
    await page.getByText('Your drafts cannot be reached').waitFor()
    const saved: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/api/drafts')) saved.push(request.url())
    })
    await page.fill(note, 'typed without it')
    await awayAndBack(page)
    await page.getByText('Your drafts cannot be reached').waitFor()
    const before = await notes(id)
    await page.unroute('**/api/drafts?*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('on another device').click()
    const both = [await page.inputValue(note), await page.textContent('.draft-earlier dl')]
    await page.getByRole('button', { name: 'Use it in this form' }).click()
    const taken = await page.inputValue(note)

    expect([before, saved]).toEqual([['kept before'], []])
    expect(both).toEqual(['typed without it', expect.stringContaining('kept before')])
    expect(taken).toBe('kept before')
  }, 120_000)

  it('by another device later counts in a tab that has an older input', async () => {
    const id = await begin({})
    const page = await formOf(id)
    await page.fill(note, 'at the desk')
    await kept(page)
    await awayAndBack(page)
    const first = [await page.inputValue(note), await page.getByText('Your draft was put back').count()]
    await page.click('.form-foot a')
    await page.waitForSelector('.answer-form', { state: 'detached' })
    await draftFor(id, 'on the telephone')
    await page.goBack()
    await page.getByText('Your draft was put back').waitFor()

    expect(first).toEqual(['at the desk', 0])
    expect(await page.inputValue(note)).toBe('on the telephone')
  }, 120_000)

  it('is what was typed last, however soon one looks elsewhere and comes back', async () => {
    const id = await begin({})
    const page = await formOf(id)
    await page.fill(note, 'one')
    await kept(page)
    await page.fill(note, 'one two')
    await awayAndBack(page)

    expect(await page.inputValue(note)).toBe('one two')
    expect(await page.locator('.draft-notice').count()).toBe(0)
    await expect.poll(() => notes(id)).toEqual(['one two'])
  }, 120_000)

  it('stays with its visit, to be taken over in the next', async () => {
    const id = await begin({})
    const page = await formOf(id)
    await page.fill(note, 'in the first visit')
    await kept(page)
    await page.click('.form-foot a')
    await page.waitForSelector('.answer-form', { state: 'detached' })
    const told = page.waitForResponse(`**/api/instances/${id}/events`)
    await open().engine.send(id, 'back', { actor: { id: 'technician-1', roles: ['technician'] } })
    await (await told).finished()
    await page.goBack()
    await page.getByText('at an earlier stage').click()

    expect(await page.inputValue(note)).toBe('')
    expect(await page.textContent('.draft-earlier dl')).toContain('in the first visit')
  }, 120_000)

  it('tells why the server does not keep more', async () => {
    const id = await begin({})
    for (let visit = 1; visit <= 200; visit += 1)
      await open().engine.drafts.save(
        'technician-1',
        { instance: 'another', event: 'found', state: 'examining', visit },
        { note: 'x' },
      )
    const page = await formOf(id)
    await page.fill(note, 'one more')
    await page.getByText('Expected at most 200 drafts of one person').waitFor()

    expect(await page.inputValue(note)).toBe('one more')
  }, 120_000)
})
