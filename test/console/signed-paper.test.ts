import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { files } from '../runtime/errand.js'
import { accepted, openTestEngine, sound, type TestEngine } from '../runtime/open-test-engine.js'
import { chromiumPath, launchBrowser } from './open-browser.js'

const slip = `
paper: slip
title: { zh-CN: 收据, en: Slip }
series: S-{seq:3}
fields:
  model: { type: text, label: { zh-CN: 型号, en: Model } }
  signedBy: { type: signature, personal: true, label: { zh-CN: 客户签字, en: Signed by } }
`
const keeping = `
dsl: '1'
process: keeping
version: 1.0.0
title: { zh-CN: 保管, en: Keeping }
start: { roles: [clerk] }
fields:
  model: { type: text }
  noted: { type: text }
  consent: { type: signature, personal: true }
forms:
  sign: { ask: [consent], required: [consent] }
initial: here
states:
  here:
    title: { zh-CN: 在此, en: Here }
    task: clerk
    due: 30 days
    entry: { issue: slip }
    on:
      sign: { form: sign, actions: { sign: { paper: slip, with: { signedBy: =data.consent } } }, target: gone, title: { zh-CN: 签收, en: Sign } }
      copy: { actions: [{ assign: { consent: '=or(data.noted, "")' } }, { sign: { paper: slip, with: { signedBy: =data.consent } } }], target: gone, title: { zh-CN: 抄录, en: Copy } }
  gone: { type: final, outcome: gone, title: { zh-CN: 已取, en: Gone } }
`

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const clerk = { id: 'ann', roles: ['clerk'] }
let test: TestEngine
let browser: Browser

beforeAll(async () => {
  if (chromiumPath !== undefined) browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  if (chromiumPath !== undefined) await browser.close()
})
beforeEach(async () => {
  const workflows = sound([
    ...files,
    { file: 'papers/slip.yaml', text: slip },
    { file: 'keeping.yaml', text: keeping },
  ])
  test = await openTestEngine({ workflows })
})
afterEach(() => test.close())

const keep = async (content: Uint8Array): Promise<string> =>
  (await test.engine.attachments.add({ content, mediaType: 'image/png', actor: clerk })).attachment?.id ?? ''

async function begin(data: Record<string, string> = {}): Promise<string> {
  return accepted(await test.engine.create('keeping', { data, actor: clerk })).id
}

async function signedSheet(id: string, consent: string): Promise<string> {
  accepted(await test.engine.send(id, 'sign', { actor: clerk, payload: { consent } }))
  return (await test.engine.printPaper(id, 'slip')) ?? ''
}

describe('a signature on paper', () => {
  it.skipIf(chromiumPath === undefined)(
    'is the picture that was drawn, as a browser shows the sheet',
    async () => {
      const sheet = await signedSheet(await begin(), await keep(png))
      const page = await (await browser.newContext()).newPage()
      await page.setContent(sheet)

      expect(await page.locator('.drawn').getAttribute('alt')).toBe('签名 Signature')
      expect(await page.evaluate(`document.querySelector('.drawn').naturalWidth`)).toBe(1)
      expect(sheet).not.toContain('att-')
      await page.context().close()
    },
  )

  it('is the name with the words that it was typed', async () => {
    const typed = '王芳（键入姓名，代替手写签名）'

    expect(await signedSheet(await begin(), typed)).toContain(typed)
  })

  it('is a word on where it lies when its file is no picture of this case', async () => {
    const foreign = await keep(png)
    const copied = await begin({ noted: foreign })
    accepted(await test.engine.send(copied, 'copy', { actor: { id: 'bob', roles: ['clerk'] } }))

    const none = await signedSheet(await begin(), await keep(Buffer.from('<svg onload="alert(1)"/>')))
    const elsewhere = (await test.engine.printPaper(copied, 'slip')) ?? ''

    for (const sheet of [none, elsewhere]) {
      expect(sheet).toContain('Signed, see the files of the case')
      expect(sheet).not.toContain('<img')
    }
  })
})
