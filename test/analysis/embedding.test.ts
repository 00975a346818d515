import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
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

/** The example with one mistake each: what the types are there to find. */
const mistakes = [
  ['an event nobody gave', "'quote', {\n  payload: { price: 80 }", "'quot', {\n  payload: { price: 80 }"],
  ['an answer of another type', 'payload: { price: 80 }', "payload: { price: 'eighty' }"],
  ['an answer nobody asked for', 'payload: { price: 80 }', 'payload: { price: 80, colour: 1 }'],
  ['a required answer that is missing', 'payload: { price: 80 },\n', ''],
  ['a process nobody gave', "create('shop-repair'", "create('shop-exchange'"],
  ['data of another type', "article: 'Kettle'", 'article: 7'],
  ['required data that are missing', "data: { article: 'Kettle' }, ", ''],
] as const

const settings = {
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
  },
}

const write = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), text)
}

describe('the example of docs/embedding.md', () => {
  let complaints: readonly string[]
  beforeAll(async () => {
    await rm(folder, { recursive: true, force: true })
    for (const { marks, text } of fences) if (marks['file'] !== undefined) await write(marks['file'], text)
    await run(process.execPath, [cli, 'types', 'workflows', '--out', 'processes.ts'], { cwd: folder })
    await run(process.execPath, [cli, 'types', resolve('workflows'), '--out', 'shipped.ts'], { cwd: folder })
    const right = textOf('file', 'shop.ts')
    for (const [index, [, written, wrong]] of mistakes.entries())
      await write(`mistake-${index}.ts`, right.replace(written, wrong))
    await write('tsconfig.json', JSON.stringify(settings))
    const { stdout } = await run(process.execPath, [compiler, '-p', '.'], { cwd: folder }).catch(
      (error: unknown) => error as { stdout: string },
    )
    complaints = stdout.split('\n').filter((line) => /^\S+ error TS/.test(line))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('compiles with the types that `aftercare types` writes, and prints what the page says', async () => {
    expect(complaints.filter((line) => !line.startsWith('mistake-'))).toEqual([])

    const { stdout } = await run(process.execPath, ['shop.js'], { cwd: folder })

    expect(stdout).toBe(textOf('output', 'shop.ts'))
  })

  it('compiles with the types of the shipped procedures', async () => {
    const shipped = await readFile(join(folder, 'shipped.ts'), 'utf8')

    expect(shipped).toContain('"repair": {')
    expect(shipped).toContain('"finish-test": { defectFixed: boolean; numberRepairs?: number }')
    expect(complaints.filter((line) => line.startsWith('shipped.ts('))).toEqual([])
  })

  it.each(mistakes.map(([what, written], index) => [what, written, index] as const))(
    'does not compile with %s',
    (_what, written, index) => {
      expect(textOf('file', 'shop.ts').split(written)).toHaveLength(2)
      expect(complaints.filter((line) => line.startsWith(`mistake-${index}.ts(`))).not.toEqual([])
    },
  )

  it('links to pages that exist', () => {
    const links = [...readPage('embedding.md').matchAll(/\]\((problems\/[a-z-]+\.md)\)/g)].map(
      ([, page]) => page!,
    )

    expect(links.length).toBeGreaterThan(5)
    for (const page of links) expect(readPage(page)).not.toBe('')
  })
})
