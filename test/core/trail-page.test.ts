import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('the page on the trail tells of every type of entry, and of no other', () => {
  const source = readFileSync('engine/core/trail-type.ts', 'utf8')
  const union = /export type TrailType =([^]*?)\n(?:\n|$)/.exec(source)?.[1] ?? ''
  const types = [...union.matchAll(/'([a-z-]+)'/g)].map(([, type]) => type)
  const page = readFileSync('docs/trail.md', 'utf8')
  const section = page.slice(page.indexOf('## What happened'), page.indexOf('## The chain'))
  const told = [...section.matchAll(/^\| `([a-z-]+)`\*? /gm)].map(([, type]) => type)

  expect(types.length).toBeGreaterThan(20)
  expect(told.sort()).toEqual(types.sort())
})
