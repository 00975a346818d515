import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CheckedProcess } from '../../engine/index.js'
import { checkedWorkflows } from './checked-workflows.js'

let processes: readonly CheckedProcess[]

beforeAll(async () => {
  processes = (await checkedWorkflows(join(import.meta.dirname, '../../workflows'))).workflows.processes
}, 60_000)

describe('a quote of a shipped procedure', () => {
  it.each([
    ['repair', 'accept-quote', 'quote.total'],
    ['repair-factory-return', 'accept-quote', 'quote.total'],
    ['repair-in-house', 'agree', 'quote.total'],
    ['repair-on-site', 'accept-quote', 'quote.total'],
    ['repair-order-visit', 'consent', 'estimatedAmount'],
    ['repair-project-warranty', 'accept-quote', 'quote.total'],
    ['repair-take-away', 'accept-quote', 'quote.total'],
  ])('is shown to whoever accepts it: %s', (id, event, amount) => {
    const versions = processes.filter((process) => process.id === id)

    expect(versions.length).toBeGreaterThan(0)
    for (const { events } of versions) expect(events.get(event)?.shows).toContain(amount)
  })

  it('tells nobody outside the reason for leaving the price list', () => {
    const shown = processes.flatMap(({ events }) => [...events.values()].flatMap(({ shows = [] }) => shows))

    expect(shown).not.toContain('quote')
    expect(shown).not.toContain('quote.reason')
  })
})
