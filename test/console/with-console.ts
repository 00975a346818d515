import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { chromiumPath, launchBrowser } from './open-browser.js'
import { openConsole, type OpenConsole } from './open-console.js'

export interface ConsoleWorld {
  readonly open: OpenConsole
  readonly browser: Browser
}

/** Opens a console and a browser before the tests of a file, and closes both after them; nothing where no browser is. */
export function withConsole(ready: (world: ConsoleWorld) => void | Promise<void>): void {
  let world: ConsoleWorld | undefined
  beforeAll(async () => {
    if (chromiumPath === undefined) return
    world = { open: await openConsole(), browser: await launchBrowser() }
    await ready(world)
  }, 300_000)
  afterAll(async () => {
    await world?.browser.close()
    await world?.open.close()
  })
}
