// Measures the lists of the console over many cases: `npm run build && npm run measure:lists -- 100000`. Some hundred
// cases are lived through, multiplied, and served by `aftercare serve`; a page in Chromium then does what a reader does.
// Prints JSON: milliseconds from the act to the rows on the screen, the first time and in the middle of several times.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { seedCases } from '../../dist/cli/demo/seed-cases.js'
import { createEngine, loadWorkflows, openSqlite, VirtualClock } from '../../dist/engine/index.js'
import { fillLists } from '../../dist/bench/growth/fill-lists.js'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ first: number, middle: number, most: number }} Took */
/** @typedef {{ before?: () => Promise<unknown>, act: () => Promise<unknown> }} Act */
/** @typedef {{ url: string, key: string, stop: () => Promise<void> }} Served */

const root = join(import.meta.dirname, '../..')
const day = 24 * 60 * 60 * 1000
const lived = 100
const times = 5
/** Nothing is begun once more after this time, in milliseconds. */
const longest = 40_000

const wanted = Number(process.argv[2] ?? 100_000)
if (!Number.isInteger(wanted) || wanted < lived || wanted > 1_000_000)
  throw new Error(`Expected a number of cases from ${lived} to 1000000, but found '${process.argv[2]}'.`)
const folder = await mkdtemp(join(tmpdir(), 'aftercare-lists-'))
try {
  const db = join(folder, 'lists.db')
  const filled = await timed(() => fillUp(db))
  const { sizes, samples } = await lookInto(db)
  const served = await serve(db)
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    const acts = await measureActs(await openList(browser, served), served.url, samples)
    const requests = await measureRequests(served)
    console.log(JSON.stringify({ ...sizes, fillSeconds: Math.round(filled / 1000), acts, requests }, null, 2))
  } finally {
    await browser.close()
    await served.stop()
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** @param {string} db */
async function fillUp(db) {
  const until = Date.now()
  const from = until - 30 * day
  const clock = new VirtualClock(from)
  const sqlite = await openSqlite(db)
  try {
    const workflows = await loadWorkflows(join(root, 'workflows'))
    const engine = await createEngine({ ...sqlite, workflows, clock })
    await seedCases(engine, clock, { workflows, cases: lived, from, until, seed: 1 })
    const begun = await engine.count()
    await engine.stop()
    await fillLists(sqlite.db, Math.ceil(wanted / begun) - 1)
  } finally {
    await sqlite.close()
  }
}

/** How much there is, and what is looked for in it. @param {string} db */
async function lookInto(db) {
  const sqlite = await openSqlite(db)
  /** @param {string} sql */
  const row = async (sql) => (await sqlite.reader.raw(sql))[0]
  try {
    /** @type {Record<string, number>} */
    const sizes = { megabytes: Math.round((await stat(db)).size / 2 ** 20) }
    for (const table of ['instances', 'visits', 'breaches', 'tasks'])
      sizes[table] = (await row(`select count(*) as total from aftercare_${table}`)).total
    const value = 'select value from aftercare_search_values where'
    const samples = {
      ...(await row(`select number from aftercare_instances where status = 'active' order by row_id desc`)),
      ...(await row(
        'select process, state from aftercare_instance_states group by process, state order by count(*) desc',
      )),
      name: (await row(`${value} field like '%name' and value not glob '*[0-9]*' and length(value) > 1`))
        .value,
      digits: (await row(`${value} field like '%phone' and length(value) > 7`)).value.slice(-4),
    }
    return { sizes, samples }
  } finally {
    await sqlite.close()
  }
}

/** @param {string} db @returns {Promise<Served>} */
async function serve(db) {
  const child = spawn('node', [join(root, 'dist/cli/main.js'), 'serve', '--json'], {
    env: {
      ...process.env,
      AFTERCARE_DB: db,
      AFTERCARE_WORKFLOWS: join(root, 'workflows'),
      PORT: '0',
      AFTERCARE_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, adminKey } = JSON.parse(line)
    if (url !== undefined) return { url, key: adminKey, stop }
  }
  throw new Error('Expected the server to say where it is, but it ended.')
}

/** @param {import('playwright-core').Browser} browser @param {Served} served */
async function openList(browser, { url, key }) {
  const page = await (
    await browser.newContext({ locale: 'en', viewport: { width: 1360, height: 900 } })
  ).newPage()
  page.setDefaultTimeout(300_000)
  await page.goto(`${url}/console/`)
  await page.fill('#key', key)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.shell-head')
  // What the first page asks is answered before anything is measured.
  await page.waitForTimeout(2_000)
  return page
}

/**
 * @param {Page} page @param {string} url @param {Awaited<ReturnType<typeof lookInto>>['samples']} samples
 * @returns {Promise<Record<string, Took>>}
 */
async function measureActs(page, url, { process: procedure, state, number, name, digits }) {
  const list = `${url}/console/instances`
  /** @type {(search: string) => Act} */
  const open = (search) => ({ act: () => page.goto(list + search) })
  /** @type {(act: () => Promise<unknown>, search?: string) => Act} */
  const inList = (act, search = '') => ({ before: () => page.goto(list + search), act })
  /** @type {(q: string) => Act} */
  const search = (q) =>
    inList(async () => {
      await page.getByRole('searchbox').fill(q)
      await page.keyboard.press('Enter')
    })
  const next = () => page.getByRole('button', { name: 'Next', exact: true }).click()
  const week = (/** @type {string} */ what) => `?view=all&${what}From=${ago(27)}&${what}To=${ago(20)}`
  /** @type {Record<string, Act>} */
  const acts = {
    'first page': open(''),
    'next page': inList(next),
    'first page by view: late': inList(() => page.locator('.tabs a', { hasText: /^Late/ }).click()),
    'first page by view: ended': inList(() => page.locator('.tabs a', { hasText: /^Ended/ }).click()),
    'one procedure': open(`?process=${procedure}`),
    'one state': open(`?process=${procedure}&state=${state}`),
    'one role': open('?role=technician'),
    'begun in a week': open(week('created')),
    'ended in a week': open(week('ended')),
    'a deadline broken in a week': open(week('breached')),
    'a state left again in a week': open(`${week('left')}&leftAgain=true`),
    'all, changed last': open('?view=all&sort=updated'),
    'all, most urgent': open('?view=all&sort=priority'),
    'search for a name': search(name),
    'search for four digits': search(digits),
    'search for a number': search(number),
    'page of deadlines': { act: () => page.goto(`${url}/console/deadlines`) },
  }
  /** @type {Record<string, Took>} */
  const took = {}
  for (const [what, { before, act }] of Object.entries(acts))
    took[what] = await severalTimes(async () => {
      if (before) await answered(page, before)
      return timed(() => answered(page, act))
    })
  took['numbers of the views'] = await severalTimes(() =>
    timed(async () => {
      await page.goto(list)
      await page.locator('.tab-count').nth(4).waitFor()
    }),
  )
  return took
}

/** Waits until the rows of the answer that an act leads to stand on the screen. @param {Page} page @param {() => Promise<unknown>} act */
async function answered(page, act) {
  const asked = page.waitForRequest((request) => /\/api\/(instances|deadlines)\?/.test(request.url()))
  await act()
  const response = await (await asked).response()
  const { items } = await response?.json()
  const first = items[0] && (items[0].case ?? items[0]).id
  const row = `.rows[aria-busy=false] tbody tr:first-child a[href*="/instances/${first}"]`
  await page
    .locator(first === undefined ? '.notice' : row)
    .first()
    .waitFor()
}

/** @param {Served} served @returns {Promise<Record<string, Took>>} */
async function measureRequests(served) {
  const today = new Date().toISOString().slice(0, 10)
  const requests = {
    'count of open cases': '/api/instances/count?status=active',
    'count of late cases': '/api/instances/count?status=active&overdue=true',
    'late cases by procedure': '/api/instances/count?status=active&overdue=true&by=process',
    'late cases by state': '/api/instances/count?status=active&overdue=true&by=state',
    'late cases by role': '/api/instances/count?status=active&overdue=true&by=role',
    'late cases by person': '/api/instances/count?status=active&overdue=true&by=assignee',
    deadlines: '/api/deadlines?status=active&overdue=true',
    'figures of 30 days': `/api/figures?from=${ago(29).slice(0, 10)}&to=${today}`,
    'figures of 400 days': `/api/figures?from=${ago(399).slice(0, 10)}&to=${today}`,
  }
  /** @type {Record<string, Took>} */
  const took = {}
  for (const [name, path] of Object.entries(requests))
    took[name] = await severalTimes(() => timed(() => ask(served, path)))
  return took
}

/** @param {Served} served @param {string} path */
async function ask({ url, key }, path) {
  const response = await fetch(url + path, { headers: { Authorization: `Bearer ${key}` } })
  const answer = await response.text()
  if (!response.ok) throw new Error(`Expected an answer to ${path}, but: ${answer}`)
}

/** So many days ago. @param {number} days */
function ago(days) {
  return new Date(Date.now() - days * day).toISOString()
}

/** @param {() => Promise<number>} work @returns {Promise<Took>} */
async function severalTimes(work) {
  const took = []
  const start = performance.now()
  while (took.length < times && performance.now() - start < longest) took.push(Math.round(await work()))
  const [first = 0] = took
  took.sort((a, b) => a - b)
  return { first, middle: took[took.length >> 1] ?? 0, most: took.at(-1) ?? 0 }
}

/** Milliseconds that work takes. @param {() => Promise<unknown>} work */
async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}
