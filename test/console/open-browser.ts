import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'

/** Where Debian and others put Chromium; a browser elsewhere is named by `CHROMIUM`. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser of this machine; `undefined`, told loudly, where there is none. With `REQUIRE_CHROMIUM=1` that is an error. */
export const chromiumPath: string | undefined = [process.env['CHROMIUM'] ?? '', ...places].find((place) =>
  existsSync(place),
)
if (chromiumPath === undefined) {
  const message = `Expected Chromium at one of ${places.join(', ')}, or at the path of CHROMIUM, but found none.`
  if (process.env['REQUIRE_CHROMIUM'] === '1') throw new Error(message)
  console.warn(`SKIPPED: pages of the console are not tested. ${message}`)
}

/** How a page is looked at. */
export interface Looks {
  readonly language?: 'zh-CN' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly isPhone?: boolean
}

/** A page with everything its browser complained of: errors, faults of scripts, breaches of its policy. */
export interface WatchedPage {
  readonly page: Page
  readonly complaints: string[]
}

export function launchBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('Expected Chromium, but there is none.')
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
}

/** A page in a session of its own. */
export async function openPage(
  browser: Browser,
  { language = 'zh-CN', theme = 'light', isPhone = false }: Looks = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: language,
    colorScheme: theme,
    timezoneId: 'Asia/Shanghai',
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1360, height: 900 },
    isMobile: isPhone,
    hasTouch: isPhone,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
  })
  page.on('pageerror', ({ message }) => complaints.push(message))
  return { page, complaints }
}
