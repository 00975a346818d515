import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fencesOf, readPage } from '../docs/fences.js'

const run = promisify(execFile)
const cli = resolve('dist/cli/main.js')
const compiler = resolve('node_modules/typescript/bin/tsc')

/** Inside the package, so that `import 'aftercare'` finds the package itself as it would in another's program. */
const folder = resolve('dist', 'embedding-example')
const fences = fencesOf(readPage('embedding.md'))

const textOf = (mark: string, name: string): string => {
  const found = fences.find(({ marks }) => marks[mark] === name)
  if (!found) throw new Error(`Expected a block with ${mark}=${name} in docs/embedding.md.`)
  return found.text
}

/** Compiles a file in the folder as strictly as one can; gives the compiler's complaints. */
async function complaints(file: string): Promise<string> {
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
  const target = ['--target', 'ES2022', '--module', 'NodeNext', '--types', 'node', '--skipLibCheck']
  const failed = await run(process.execPath, [compiler, ...strict, ...target, file], { cwd: folder }).then(
    () => undefined,
    (error: { stdout: string }) => error.stdout,
  )
  return failed ?? ''
}

describe('the example of docs/embedding.md', () => {
  beforeAll(async () => {
    await rm(folder, { recursive: true, force: true })
    for (const { marks, text } of fences) {
      const { file } = marks
      if (file === undefined) continue
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), text)
    }
    await run(process.execPath, [cli, 'types', 'workflows', '--out', 'processes.ts'], { cwd: folder })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('compiles with the types that `aftercare types` writes, and prints what the page says', async () => {
    expect(await complaints('shop.ts')).toBe('')

    const { stdout } = await run(process.execPath, ['shop.js'], { cwd: folder })

    expect(stdout).toBe(textOf('output', 'shop.ts'))
  })

  it.each([
    ['an event nobody gave', "'quote', {\n  payload: { price: 80 }", "'quot', {\n  payload: { price: 80 }"],
    ['an answer of another type', 'payload: { price: 80 }', "payload: { price: 'eighty' }"],
    ['an answer nobody asked for', 'payload: { price: 80 }', 'payload: { price: 80, colour: 1 }'],
    ['a required answer that is missing', 'payload: { price: 80 },\n', ''],
    ['a process nobody gave', "create('shop-repair'", "create('shop-exchange'"],
    ['data of another type', "article: 'Kettle'", 'article: 7'],
    ['required data that are missing', "data: { article: 'Kettle' }, ", ''],
  ])('does not compile with %s', async (_what, right, wrong) => {
    const text = textOf('file', 'shop.ts')
    expect(text.split(right)).toHaveLength(2)
    await writeFile(join(folder, 'wrong.ts'), text.replace(right, wrong))

    expect(await complaints('wrong.ts')).toMatch(/^wrong\.ts\(\d+,\d+\): error TS/)
  })

  it('links to pages that exist', () => {
    const links = [...readPage('embedding.md').matchAll(/\]\((problems\/[a-z-]+\.md)\)/g)].map(([, page]) => page!)

    expect(links.length).toBeGreaterThan(5)
    for (const page of links) expect(readPage(page)).not.toBe('')
  })
})
