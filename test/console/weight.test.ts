import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../dist/console')
const manifestFile = join(folder, '.vite/manifest.json')

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

if (!existsSync(manifestFile))
  throw new Error("Expected a built console in 'dist/console', but there is none. Run npm run build first.")
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Readonly<Record<string, Chunk>>

/** Everything a browser loads for these entries, packed, in KiB. */
function weightOf(entries: readonly string[]): number {
  const files = new Set<string>()
  const visit = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`Expected '${name}' in the manifest of the build, but it is not there.`)
    if (files.has(chunk.file)) return
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const one of chunk.imports ?? []) visit(one)
  }
  for (const entry of entries) visit(entry)
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0) / 1024
}

const shell = ['index.html', 'src/i18n/zh-CN/index.ts']

describe('the first visit of the console', () => {
  it.each([
    ['the shell', [], 215],
    ['the work list', ['src/pages/tasks/tasks-page.tsx'], 330],
    ['the list of cases', ['src/pages/instances/instances-page.tsx'], 370],
    ['the form of an event', ['src/pages/event/event-page.tsx'], 400],
    ['the beginning of a case', ['src/pages/begin/begin-page.tsx'], 400],
    ['a case', ['src/pages/instance/instance-page.tsx'], 370],
    ['the page for customers', ['src/pages/customer/customer-page.tsx'], 260],
    ['a form for customers', ['src/pages/customer/customer-answer.tsx'], 370],
    ['a register', ['src/pages/register/register-page.tsx'], 330],
    ['the operators’ log', ['src/pages/operator-log/operator-log-page.tsx'], 345],
    ['the page of deadlines', ['src/pages/deadlines/deadlines-page.tsx', 'src/i18n/zh-CN/further.ts'], 330],
    ['the page of figures', ['src/pages/figures/figures-page.tsx', 'src/i18n/zh-CN/further.ts'], 370],
    ['the list of procedures', ['src/pages/processes/processes-page.tsx', 'src/i18n/zh-CN/further.ts'], 330],
    ['a procedure', ['src/pages/process/process-page.tsx', 'src/i18n/zh-CN/further.ts'], 370],
  ] as const)('loads no more than its budget for %s', (_name, page, budget) => {
    expect(weightOf([...shell, ...page])).toBeLessThan(budget)
  })

  it('holds nothing of the layout of pictures, which is the work of the server', () => {
    const withLayout = readdirSync(join(folder, 'assets')).filter((file) =>
      /elk\.algorithm|layered\.considerModelOrder/.test(readFileSync(join(folder, 'assets', file), 'utf8')),
    )
    expect(withLayout).toEqual([])
  })
})
