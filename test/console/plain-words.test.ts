import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { loadWorkflows } from '../../engine/index.js'
import { createClient } from '../../server/client/index.js'
import { chromiumPath, openPage } from './open-browser.js'
import type { OpenConsole } from './open-console.js'
import { idsOf, shownTexts, wrongWords } from './shown-words.js'
import { withConsole } from './with-console.js'

type Language = 'zh-CN' | 'en'

const languages: readonly Language[] = ['zh-CN', 'en']
const readers = ['technician', 'service-desk', 'supervisor'] as const
const lists = [
  '/tasks',
  '/instances?view=all',
  '/instances/new',
  '/processes',
  '/deadlines',
  '/figures',
  '/registers',
  '/operator-actions',
]
const parts = [
  '?tab=overview',
  '?tab=timeline',
  '?tab=data',
  '?tab=diagram',
  '?tab=diagram&form=outline',
  '?tab=traffic',
  '?tab=papers',
  '?tab=files',
  '?tab=related',
  '/do',
]
const sides = ['?form=outline', '?tab=parameters', '?tab=rules', '?tab=versions']

let open: OpenConsole
let browser: Browser
let ids: ReadonlySet<string>

withConsole(async (world) => {
  ;({ open, browser } = world)
  ids = idsOf(await loadWorkflows(join(import.meta.dirname, '../../workflows')))
})

const clientOf = (key: string) => createClient({ url: open.url.replace(/\/console$/, ''), key })

async function keyOf(role: string): Promise<string> {
  return (await open.engine.keys.create({ name: role, actor: `${role}-1`, roles: [role] })).key
}

async function signedIn(key: string, language: Language): Promise<Page> {
  const { page } = await openPage(browser, { language })
  page.setDefaultTimeout(100_000)
  await open.signIn(page, key)
  await page.waitForSelector('.shell-head')
  return page
}

/** What is wrong on a page of this address, once it has come. */
async function wrongAt(page: Page, path: string): Promise<readonly string[]> {
  await page.goto(open.url + path)
  await page.waitForSelector('main h1, main h2')
  await page.waitForSelector('.ant-skeleton, .shell-wait', { state: 'detached' })
  // What a part asks for once the page has its case.
  await page.waitForTimeout(300)
  await page.waitForSelector('.ant-skeleton', { state: 'detached' })
  // What is told only to whoever asks for every detail.
  if (path.endsWith('?tab=timeline')) await page.getByRole('switch').click()
  return wrongOn(page)
}

async function wrongOn(page: Page): Promise<readonly string[]> {
  const { pathname, search } = new URL(page.url())
  return wrongWords(await shownTexts(page), ids).map((one) => `${pathname}${search} ${one}`)
}

/** One case of each procedure and status, at most so many. */
async function someCases(key: string, most: number) {
  const { items } = await clientOf(key).listInstances({ limit: 200 })
  return [...new Map(items.map((one) => [`${one.process} ${one.status}`, one])).values()].slice(0, most)
}

describe.skipIf(chromiumPath === undefined)('no id and no word of programs is shown', () => {
  it.each(readers.flatMap((role) => languages.map((language) => [role, language] as const)))(
    'to a %s in %s',
    async (role, language) => {
      const key = await keyOf(role)
      const cases = await someCases(key, 4)
      const page = await signedIn(key, language)
      const paths = [
        ...lists,
        ...sides.map((side) => `/processes/${cases[0]?.process ?? ''}${side}`),
        ...cases.flatMap(({ id }) => parts.map((part) => `/instances/${id}${part}`)),
      ]
      const found: string[] = []
      for (const path of paths) found.push(...(await wrongAt(page, path)))
      await page.context().close()

      expect(cases.length).toBeGreaterThan(3)
      expect([...new Set(found)]).toEqual([])
    },
    600_000,
  )

  it.each(languages)(
    'to whoever is refused what somebody else was quicker to do, in %s',
    async (language) => {
      const admin = clientOf(open.adminKey)
      const page = await signedIn(await keyOf('technician'), language)
      // What others do is not heard of meanwhile.
      await page.route('**/api/changes**', (route) => route.abort())
      await page.goto(`${open.url}/tasks?view=free`)
      const card = page.locator('.card', { has: page.locator('.card-foot button') }).first()
      const address = (await card.locator('a').first().getAttribute('href')) ?? ''
      const id = address.split('/').at(-1) ?? ''
      await admin.actOnInstance({ id, body: { action: 'suspend', reason: 'a pause' } })
      await card.locator('.card-foot button').click()
      const told = page.getByRole('alert').locator('*').first()
      await told.waitFor()
      const words = await told.innerText()
      const found = await wrongOn(page)
      await admin.actOnInstance({ id, body: { action: 'resume', reason: 'it goes on' } })
      await page.context().close()

      expect(words).not.toBe('')
      expect(found).toEqual([])
    },
    200_000,
  )

  it.each(languages)(
    'to customers in %s',
    async (language) => {
      const api = clientOf(open.adminKey)
      const { page } = await openPage(browser, { language, isPhone: true })
      page.setDefaultTimeout(100_000)
      const found: string[] = []
      let seen = 0
      for (const { id } of await someCases(open.adminKey, 30)) {
        const { roles } = await api.listCustomerLinks({ id })
        for (const { id: role } of roles) {
          const { url } = await api.createCustomerLink({ id, body: { role } })
          await page.goto(new URL(url, open.url).href)
          await page.waitForSelector('.customer-part')
          found.push(...(await wrongOn(page)))
          seen += 1
        }
      }
      await page.context().close()

      expect(seen).toBeGreaterThan(5)
      expect([...new Set(found)]).toEqual([])
    },
    600_000,
  )
})
