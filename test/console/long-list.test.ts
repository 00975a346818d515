import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillLists } from '../../bench/growth/fill-lists.js'
import { openSqliteReader } from '../../engine/store/index.js'
import { chromiumPath, launchBrowser, openPage } from './open-browser.js'
import { openConsole, type OpenConsole } from './open-console.js'

/** Copies of each of some thirty cases. */
const copies = 650
const pageSize = 50

let open: OpenConsole
let browser: Browser
let counter: Awaited<ReturnType<typeof openSqliteReader>>

beforeAll(async () => {
  if (chromiumPath === undefined) return
  open = await openConsole({ fillUp: (db) => fillLists(db, copies) })
  browser = await launchBrowser()
  counter = await openSqliteReader(open.db)
}, 300_000)
afterAll(async () => {
  if (chromiumPath === undefined) return
  await counter.close()
  await browser.close()
  await open.close()
})

/** Which cases a list has, in which order, as plainly as SQL says it. */
interface Listed {
  readonly where: string
  readonly order: string
}

const byDue = 'due_at, row_id'
const byUpdate = 'updated_at desc, row_id desc'

async function rowsOf<T>(sql: string): Promise<readonly T[]> {
  return (await counter.reader.raw(sql)) as T[]
}

async function idsOf({ where, order }: Listed, page: number): Promise<readonly string[]> {
  const rows = await rowsOf<{ id: string }>(
    `select id from aftercare_instances i where ${where} order by ${order} limit ${pageSize} offset ${page * pageSize}`,
  )
  return rows.map(({ id }) => id)
}

async function countOf(where: string): Promise<number> {
  const [row] = await rowsOf<{ total: number }>(
    `select count(*) as total from aftercare_instances i where ${where}`,
  )
  return row!.total
}

async function openList(search: string): Promise<Page> {
  const { page } = await openPage(browser, { language: 'en' })
  await open.signIn(page, open.adminKey)
  await page.goto(`${open.url}/instances${search}`)
  return page
}

/** Holds the rows on the screen against those the database has. */
async function expectRows(page: Page, listed: Listed, at = 0): Promise<void> {
  const ids = await idsOf(listed, at)
  expect(ids.length).toBeGreaterThan(0)
  const shown = `[...document.querySelectorAll('.rows tbody .number')].map((link) => link.pathname.split('/').at(-1))`
  await expect.poll(() => page.evaluate<string[]>(shown)).toEqual(ids)
}

async function choose(page: Page, name: string, option: string): Promise<void> {
  const box = page.getByRole('combobox', { name, exact: true })
  await box.click()
  await page
    .locator('.ant-select-item-option-content')
    .getByText(option, { exact: true })
    .click({ timeout: 20_000 })
}

const go = (page: Page, name: 'Next' | 'Back'): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()

/** The procedure and the state most open cases are in. */
async function commonState(): Promise<{ readonly process: string; readonly state: string }> {
  const [row] = await rowsOf<{ process: string; state: string }>(
    `select process, state from aftercare_instance_states group by process, state order by count(*) desc, state limit 1`,
  )
  return row!
}

const inState = (process: string, state: string): string =>
  `process = '${process}' and row_id in (select instance from aftercare_instance_states where state = '${state}')`

describe.skipIf(chromiumPath === undefined)('the list of many cases', () => {
  it('is as long as it is said to be', async () => {
    expect(await countOf('true')).toBeGreaterThan(15_000)
  })

  it('shows what is open by what is due first, on and back, page by page', async () => {
    const listed = { where: "status = 'active'", order: byDue }
    const page = await openList('')

    await expectRows(page, listed)
    await go(page, 'Next')
    await expectRows(page, listed, 1)
    await go(page, 'Next')
    await expectRows(page, listed, 2)
    await go(page, 'Back')
    await expectRows(page, listed, 1)
    await page.context().close()
  }, 120_000)

  it('counts each view as it is', async () => {
    const page = await openList('')
    const views: readonly (readonly [string, (now: number) => string])[] = [
      ['open', () => "status = 'active'"],
      ['late', (now) => `status = 'active' and due_at <= ${now}`],
      ['soon', (now) => `status = 'active' and due_at >= ${now} and due_at < ${now} + 86400000`],
      ['incident', () => "id in (select instance from aftercare_incidents where status = 'open')"],
      ['suspended', () => "status = 'active' and suspended = 1"],
    ]

    for (const [view, where] of views) {
      const told = page.locator(`.tab-count.tab-${view}`)
      await told.waitFor()
      const count = Number((await told.innerText()).replaceAll(',', ''))
      // A few fall due between what the page asked and what is counted here.
      const now = Date.now()
      const counts = [await countOf(where(now - 120_000)), await countOf(where(now))]
      expect(count).toBeGreaterThanOrEqual(Math.min(...counts))
      expect(count).toBeLessThanOrEqual(Math.max(...counts))
    }
    await page.context().close()
  }, 120_000)

  it('is narrowed to a procedure and to one of its states', async () => {
    const { process, state } = await commonState()
    const title = open.engine.processes().find(({ id }) => id === process)!.title.en
    const page = await openList('')

    await choose(page, 'Procedure', title)
    await expectRows(page, { where: `status = 'active' and process = '${process}'`, order: byDue })
    await page.goto(`${open.url}/instances?process=${process}&state=${state}`)
    await expectRows(page, { where: inState(process, state), order: byDue })
    await go(page, 'Next')
    await expectRows(page, { where: inState(process, state), order: byDue }, 1)
    await page.context().close()
  }, 120_000)

  it('finds a name that many have, those entered last first, and the one case with a number', async () => {
    const [{ value } = { value: '' }] = await rowsOf<{ value: string }>(
      `select value from aftercare_search_values v join aftercare_instances i on i.row_id = v.instance
       where field like '%name' and status = 'active' and value not glob '*[0-9]*' and length(value) > 1 limit 1`,
    )
    const [{ number } = { number: '' }] = await rowsOf<{ number: string }>(
      `select number from aftercare_instances where status = 'active' and number is not null order by row_id desc limit 1`,
    )
    const named = {
      where: `status = 'active' and row_id in (
        select instance from aftercare_search_values where instr(value, '${value}') > 0)`,
      order: 'row_id desc',
    }
    const page = await openList('')
    const search = async (q: string): Promise<void> => {
      await page.getByRole('searchbox').fill(q)
      await page.keyboard.press('Enter')
    }

    await search(value)
    await expectRows(page, named)
    await go(page, 'Next')
    await expectRows(page, named, 1)
    await search(number)
    await expectRows(page, { where: `number = '${number}'`, order: 'row_id' })
    await page.context().close()
  }, 120_000)

  it.each([
    ['Changed last', byUpdate],
    ['Entered last', 'created_at desc, row_id desc'],
    ['Due first', byDue],
    ['Most urgent', 'priority_rank, due_at, row_id'],
  ])(
    'comes in the order that is chosen: %s',
    async (name, order) => {
      const page = await openList('?view=all')

      await choose(page, 'Order', name)
      await expectRows(page, { where: 'true', order })
      await go(page, 'Next')
      await expectRows(page, { where: 'true', order }, 1)
      await page.context().close()
    },
    120_000,
  )

  const since = Date.now() - 20 * 86_400_000
  const from = new Date(since).toISOString()
  const further: readonly (readonly [string, Listed])[] = [
    ['?view=ended', { where: "status = 'ended'", order: byUpdate }],
    [`?view=all&createdFrom=${from}`, { where: `created_at >= ${since}`, order: byUpdate }],
    [`?view=all&endedFrom=${from}`, { where: `ended_at >= ${since}`, order: byUpdate }],
    [
      `?view=all&breachedFrom=${from}`,
      {
        where: `row_id in (select instance from aftercare_breaches where breached_at >= ${since})`,
        order: byUpdate,
      },
    ],
    [
      `?view=all&leftFrom=${from}&leftAgain=true`,
      {
        where: `row_id in (select instance from aftercare_visits where left_at >= ${since} and visit > 1)`,
        order: byUpdate,
      },
    ],
    [
      '?role=technician',
      {
        where: "row_id in (select instance from aftercare_task_roles where role = 'technician')",
        order: byDue,
      },
    ],
  ]
  it.each(further)(
    'has the right cases where a figure or a view leads to it: %s',
    async (search, listed) => {
      const page = await openList(search)

      await expectRows(page, listed)
      await page.context().close()
    },
    120_000,
  )
})
