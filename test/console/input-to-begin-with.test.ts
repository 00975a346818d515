import { describe, expect, it } from 'vitest'
import { inputToBeginWith } from '../../server/console/src/drafts/input-to-begin-with.js'
import { keepInTab } from '../../server/console/src/drafts/kept-in-tab.js'

type Draft = NonNullable<Parameters<typeof inputToBeginWith>[1]>

const entry = (note: string) => ({ answers: { note }, before: {} })
const at = (second: number): string => `2026-11-23T10:00:0${second}.000Z`
const draftOf = (note: string, second: number): Draft => ({
  ...{ id: 'd-1', event: 'found', instance: 'i-1', updatedAt: at(second) },
  ...{ createdAt: at(0), expiresAt: at(9) },
  ...entry(note),
})

describe('the input a form begins with', () => {
  it.each([
    ['what the tab has, where the server answered before it kept that', 1, 'typed here', undefined],
    ['what the tab has, where that is the draft', 2, 'typed here', undefined],
    ['what another device kept later', 3, 'kept there', at(3)],
  ])('is %s', (_what, second, begun, putBackFrom) => {
    const name = `found ${second}`
    keepInTab(name, {
      ...{ entered: entry('typed here'), idempotencyKey: 'key' },
      saved: { at: at(2), entered: entry('typed here') },
    })

    const found = inputToBeginWith(name, draftOf(second === 2 ? 'typed here' : 'kept there', second))

    expect([found.kept.entered, found.putBackFrom]).toEqual([entry(begun), putBackFrom])
  })
})
