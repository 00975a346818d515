import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

interface Found {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
  }[]
}

/** What keeps people from using a page (WCAG 2.2 A and AA), as axe-core finds it: a line for each element. */
export async function breachesOfAccess(page: Page): Promise<string[]> {
  // A colour on its way is none that stands there to be read.
  await page.evaluate(
    `for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()`,
  )
  await page.evaluate(axe)
  const found = await page.evaluate<Found>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  )
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary.slice(0, 200)}`,
    ),
  )
}
