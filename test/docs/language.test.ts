import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runScenarios } from '../../engine/analysis/run-scenarios.js'
import { checkWorkflows, readSources, type SourceFile } from '../../engine/definition/index.js'
import { renderProblem, type Problem } from '../../engine/errors/index.js'
import { applyDiff, docsFolder, fencesOf, readPage, type Fence } from './fences.js'

/** Pages with tests of their own, since their examples are no folders of files. */
const runElsewhere = ['expressions.md', 'time.md', 'yaml.md']
const pages = readdirSync(new URL('language/', docsFolder)).filter(
  (name) => name.endsWith('.md') && !runElsewhere.includes(name),
)

const yamlOf = (page: string): readonly Fence[] =>
  fencesOf(readPage(`language/${page}`)).filter(({ language }) => language === 'yaml' || language === 'diff')

/** Files that stand once and are at hand on every page: the house in which the examples happen. */
const shared = pages
  .flatMap((page) => yamlOf(page).filter(({ marks }) => 'shared' in marks))
  .map(fileOf)

function fileOf({ marks, text }: Fence): SourceFile {
  return { file: marks['file'] ?? '', text }
}

/** The folder a page makes: the shared files, and its own in their place or beside them. */
function folderOf(fences: readonly Fence[]): readonly SourceFile[] {
  const own = fences
    .filter(({ language, marks }) => language === 'yaml' && 'file' in marks && !('wrong' in marks))
    .map(fileOf)
  return withFiles(shared, own)
}

function withFiles(files: readonly SourceFile[], more: readonly SourceFile[]): readonly SourceFile[] {
  return [...new Map([...files, ...more].map((each) => [each.file, each])).values()]
}

const check = (files: readonly SourceFile[]) => checkWorkflows(readSources(files))

/** Problems as people read them, so that a failing example explains itself. */
const told = (problems: readonly Problem[]): readonly string[] => problems.map((problem) => renderProblem(problem))

const codes = (problems: readonly Problem[]): readonly string[] => [...new Set(problems.map(({ code }) => code))]

describe.each(pages)('docs/language/%s', (page) => {
  const fences = yamlOf(page)
  const files = folderOf(fences)

  it('has no example that is not run', () => {
    const unrun = fences.filter(({ marks }) => !('file' in marks) && !('part' in marks))

    expect(unrun.map(({ line }) => `${page}:${line}`)).toEqual([])
  })

  it('shows files without problems, but for the warnings it names', () => {
    const { problems } = check(files)
    const named = fences.flatMap(({ marks }) => marks['warns'] ?? [])

    expect(told(problems.filter(({ severity, code }) => severity === 'error' || !named.includes(code)))).toEqual([])
    expect(codes(problems)).toEqual(expect.arrayContaining(named))
  })

  it('shows stories that pass', () => {
    const { results } = runScenarios(check(files))

    expect(results.flatMap(({ problems }) => told(problems))).toEqual([])
    expect(results.every(({ passed }) => passed)).toBe(true)
  })

  it.each(marked(fences, 'part'))('shows a part that stands in the file: %s', (_place, { marks, text }) => {
    const whole = files.find(({ file }) => file === marks['part'])

    expect(unindented(whole?.text ?? '')).toContain(unindented(text))
  })

  it.each(marked(fences, 'wrong'))('shows a mistake that is found: %s', (_place, fence) => {
    const { problems } = check(withFiles(files, [mistaken(files, fence)]))
    const named = fences.flatMap(({ marks }) => marks['warns'] ?? [])
    const found = problems.filter(({ code }) => !named.includes(code) || code === fence.marks['wrong'])

    expect({ codes: codes(found), told: told(found) }).toEqual({
      codes: [fence.marks['wrong']],
      told: expect.anything() as unknown,
    })
    expect(found.map(({ place }) => place?.file)).toContain(fence.marks['file'])
  })

  it.each(marked(fences, 'same'))('shows a short form and its long form: %s', (_place, fence) => {
    const other = files.find(({ file }) => file === fence.marks['same'])

    expect(longForm(fileOf(fence))).toEqual(longForm(other ?? { file: '', text: '' }))
  })
})

function marked(fences: readonly Fence[], mark: string): readonly (readonly [place: string, fence: Fence])[] {
  return fences
    .filter(({ marks }) => mark in marks)
    .map((fence) => [`line ${fence.line}, ${mark}=${fence.marks[mark] ?? ''}`, fence] as const)
}

/** The file of an example that is wrong: written out, or as a change of one on the page. */
function mistaken(files: readonly SourceFile[], fence: Fence): SourceFile {
  const written = fileOf(fence)
  if (fence.language === 'yaml') return written
  const before = files.find(({ file }) => file === written.file)
  return { file: written.file, text: applyDiff(before?.text ?? '', fence.text) }
}

function unindented(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '').join('\n')
}

/** The long form but for the names of the two files, which cannot be the same in one folder. */
function longForm(file: SourceFile): unknown {
  const [document] = readSources([file]).documents
  return { ...document?.value, process: '' }
}
