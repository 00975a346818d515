// Makes the pictures of `docs/console/` anew: `npm run build && npm run pictures`. A demo with its sample cases is started,
// and each page below is opened in Chromium as somebody who works with it, at the size and in the looks that are named.
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'docs/console')
const desktop = { width: 1360, height: 850 }
const phone = { width: 390, height: 844 }

/** @typedef {{ url: string, adminKey: string }} Demo */

/** @type {{ name: string, path: (demo: Demo) => Promise<string>, as?: string, ready?: string, language?: string, theme?: string, isPhone?: boolean }[]} */
const pictures = [
  { name: 'cases-zh', language: 'zh-CN', path: async () => '/instances?view=open' },
  {
    name: 'case-overview',
    path: (demo) => caseOf(demo, 'process=repair-on-site&overdue=true', '?tab=overview'),
  },
  {
    name: 'case-diagram-zh',
    language: 'zh-CN',
    path: (demo) => caseOf(demo, 'process=major-complaint-escalation&status=active', '?tab=diagram'),
    ready: 'svg [data-state]',
  },
  {
    name: 'case-timeline',
    theme: 'dark',
    path: (demo) => caseOf(demo, 'process=return&overdue=true', '?tab=timeline'),
  },
  { name: 'deadlines', path: async () => '/deadlines' },
  {
    name: 'figures-zh',
    language: 'zh-CN',
    path: async () => '/figures?process=repair-on-site',
    ready: 'canvas',
  },
  {
    name: 'tasks-phone-zh',
    language: 'zh-CN',
    isPhone: true,
    as: 'technician-3',
    path: async () => '/tasks',
  },
  {
    name: 'customer-phone-zh',
    language: 'zh-CN',
    isPhone: true,
    as: 'nobody',
    path: (demo) => customerPage(demo),
  },
]

const only = process.argv.slice(2)
const { demo, stop } = await startDemo()
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  await mkdir(folder, { recursive: true })
  for (const picture of pictures) {
    if (only.length === 0 || only.includes(picture.name)) await take(picture)
  }
} finally {
  await browser.close()
  stop()
}

/** @param {(typeof pictures)[number]} picture */
async function take({ name, path, as = 'admin', ready = 'main h1', ...looks }) {
  const context = await browser.newContext({
    locale: looks.language ?? 'en',
    colorScheme: looks.theme === 'dark' ? 'dark' : 'light',
    timezoneId: 'Asia/Shanghai',
    viewport: looks.isPhone === true ? phone : desktop,
    isMobile: looks.isPhone === true,
    hasTouch: looks.isPhone === true,
  })
  const page = await context.newPage()
  if (as !== 'nobody') {
    await page.goto(`${demo.url}/console/`)
    await page.fill('#key', as === 'admin' ? demo.adminKey : await keyOf(as))
    await page.keyboard.press('Enter')
    await page.waitForSelector('.shell-head')
  }
  await page.goto(`${demo.url}/console${await path(demo)}`)
  await page.waitForSelector(ready)
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined)
  await page.waitForTimeout(1_000)
  const session = await context.newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 })
  const file = join(folder, `${name}.webp`)
  await writeFile(file, Buffer.from(data, 'base64'))
  process.stdout.write(`${name}: ${Math.round((data.length * 0.75) / 1024)} KB\n`)
  await context.close()
}

/** The page of the first case that a list gives, the most urgent first. @param {Demo} demo @param {string} query @param {string} tab */
async function caseOf(demo, query, tab) {
  const { items } = await ask(`/api/instances?${query}&sort=due&limit=1`)
  if (items[0] === undefined)
    throw new Error(`Expected a case for '${query}' in the demo, but there is none.`)
  return `/instances/${items[0].id}${tab}`
}

/** A link for the customer of a case that waits for an answer to its quote. @param {Demo} demo */
async function customerPage(demo) {
  const query = 'process=repair-take-away&state=awaiting-consent&status=active'
  const { items } = await ask(`/api/instances?${query}&limit=1`)
  if (items[0] === undefined)
    throw new Error(`Expected a case for '${query}' in the demo, but there is none.`)
  const { url } = await ask(`/api/instances/${items[0].id}/customer-links`, {})
  return url.slice(url.indexOf('/console') + '/console'.length)
}

/** A key for somebody of the sample people. @param {string} actor */
async function keyOf(actor) {
  const { key } = await ask('/api/keys', { name: `pictures of ${actor}`, actor })
  return key
}

/** @param {string} path @param {object} [body] */
async function ask(path, body) {
  const response = await fetch(`${demo.url}${path}`, {
    headers: { Authorization: `Bearer ${demo.adminKey}`, 'Content-Type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** @returns {Promise<{ demo: Demo, stop: () => void }>} */
async function startDemo() {
  const child = spawn('node', ['dist/cli/main.js', 'demo', '--json'], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    return { demo: JSON.parse(line), stop: () => child.kill('SIGTERM') }
  }
  throw new Error('Expected the demo to say where it is, but it ended.')
}
