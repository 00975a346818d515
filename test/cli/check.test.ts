import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aftercare, root, temporaryFolder } from './run-aftercare.js'

interface Told {
  readonly code: string
  readonly severity: string
  readonly place: { readonly file: string; readonly line: number; readonly column: number }
}

describe('aftercare check', () => {
  it('reports eight mistakes of eight kinds in one pass, each at its line and column', async () => {
    const ran = await aftercare(['check', 'test/cli/fixtures', '--json'])
    const { files, problems } = ran.json() as { files: number; problems: Told[] }
    const errors = problems.filter(({ severity }) => severity === 'error')

    expect(ran.code).toBe(1)
    expect(files).toBe(2)
    expect(errors.map(({ code, place }) => `${code} ${place.line}:${place.column}`)).toEqual([
      'wrong-duration 8:42',
      'wrong-type 13:34',
      'missing-translation 20:17',
      'unknown-role 26:11',
      'expression-type 32:17',
      'unknown-target 34:17',
      'comment-swallowed-value 40:19',
      'unknown-key 41:39',
    ])
    expect(new Set(errors.map(({ place }) => place.file))).toEqual(
      new Set(['test/cli/fixtures/eight-mistakes.yaml']),
    )
  })

  it('shows people the line with a caret, the remedy and the page', async () => {
    const { out, code } = await aftercare(['check', 'test/cli/fixtures'])

    expect(code).toBe(1)
    expect(out).toContain('test/cli/fixtures/eight-mistakes.yaml:26:11 unknown-role')
    expect(out).toMatch(/26 \| {5}task: dekc\n +\| {11}\^\^\^\^/)
    expect(out).toContain("Did you mean 'desk'?")
    expect(out).toContain('docs/problems/unknown-role.md')
    expect(out).toMatch(/2 files: 8 errors, \d+ warnings?\n$/)
  })

  it('finds the shipped workflows clean', async () => {
    const ran = await aftercare(['check', 'workflows/**', '--json'])

    // Which calendars lack the holidays of the coming weeks depends on the day.
    expect(ran.json()).toEqual({ files: expect.any(Number), problems: [], notes: expect.any(Array) })
    expect(ran.code).toBe(0)
  })

  it('prints the long form on demand', async () => {
    const ran = await aftercare(['check', 'test/server/fixtures', '--explain', '--json'])
    const { explained } = ran.json() as { explained: { file: string; text: string }[] }

    expect(explained.find(({ file }) => file.endsWith('enquiry.yaml'))?.text).toContain('target: forwarded')
  })

  it('looks into a folder with a dot in its name', async () => {
    const folder = await temporaryFolder()
    const dotted = join(folder.path, 'my.office')
    await cp(join(root, 'test/server/fixtures'), dotted, { recursive: true })
    const ran = await aftercare(['check', dotted, '--json'])
    await folder.remove()

    expect([ran.code, ran.json().files]).toEqual([0, 3])
  })

  it.each([['nowhere'], ['nowhere/**'], ['package.json']])(
    'says that it found nothing to check: %s',
    async (path) => {
      const ran = await aftercare(['check', path, '--json'])

      expect([ran.code, ran.json().error.code]).toEqual([2, 'usage-wrong'])
    },
  )
})
