import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

it('What is told apart for PostgreSQL in a test of the engine is run there', () => {
  const told = globSync('test/runtime/**/*.test.ts', { cwd: root })
    .filter((file) => /testedDatabase ===/.test(readFileSync(join(root, file), 'utf8')))
    .map((file) => file.slice('test/runtime/'.length, -'.test.ts'.length))

  const settings = readFileSync(join(root, 'vitest.config.ts'), 'utf8')
  expect(told.length).toBeGreaterThan(0)
  expect(told.filter((file) => !settings.includes(`'${file}',`))).toEqual([])
})
