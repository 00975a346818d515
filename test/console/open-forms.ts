import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { chromiumPath, launchBrowser, openPage, type Looks } from './open-browser.js'
import { openProcedure, type OpenProcedure } from './open-procedure.js'

const technician = { id: 'technician-1', roles: ['technician'] }

/** Forms of a procedure with the event `found` in the state `examining`, filled in by a technician. */
export interface OpenForms {
  readonly open: () => OpenProcedure
  /** Begins a case and gives its id. */
  readonly begin: (data: Record<string, string | Record<string, string>>) => Promise<string>
  /** A browser of the technician, signed in. */
  readonly signedIn: (looks?: Looks) => Promise<Page>
  /** A browser of theirs, at the form of a case. */
  readonly formOf: (id: string, looks?: Looks) => Promise<Page>
  readonly draftsOf: (id: string) => ReturnType<OpenProcedure['engine']['drafts']['list']>
}

/** Opens a server and a browser for the tests of a file. */
export function openForms(yaml: string): OpenForms {
  let open: OpenProcedure
  let browser: Browser
  let key: string
  const pages: Page[] = []
  beforeAll(async () => {
    if (chromiumPath === undefined) return
    open = await openProcedure('bench', yaml)
    key = await open.keyOf(technician.id, 'technician')
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
  const signedIn = async (looks: Looks = {}): Promise<Page> => {
    const { page } = await openPage(browser, { language: 'en', ...looks })
    pages.push(page)
    await page.goto(`${open.url}/`)
    await page.fill('#key', key)
    await page.click('button[type=submit]')
    await page.waitForSelector('.shell-head')
    return page
  }
  return {
    open: () => open,
    begin: async (data) =>
      (await open.engine.create('bench', { actor: technician, data })).instance?.id ?? '',
    signedIn,
    formOf: async (id, looks) => {
      const page = await signedIn(looks)
      await page.goto(`${open.url}/instances/${id}/do/found?state=examining`)
      await page.waitForSelector('.answer-form')
      return page
    },
    draftsOf: (instance) => open.engine.drafts.list(technician.id, { instance }),
  }
}
