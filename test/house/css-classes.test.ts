import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const sources = join(import.meta.dirname, '../../server/console/src')

it('A class of the console is laid out in one file, since pages that share a browser share their styles', () => {
  const files = new Map<string, Set<string>>()
  const sheets = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.css'),
  )
  for (const file of sheets) {
    const rules = readFileSync(join(sources, file), 'utf8').matchAll(/^\s*\.([a-z][a-z0-9-]*)\s*[,{]/gm)
    for (const [, name = ''] of rules) files.set(name, (files.get(name) ?? new Set()).add(file))
  }

  expect(files.size).toBeGreaterThan(100)
  expect([...files].filter(([, places]) => places.size > 1)).toEqual([])
})
