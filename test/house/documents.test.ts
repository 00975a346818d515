import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
/** Files of the project: what git keeps, and what is new and not ignored. */
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(root, file)))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const documents = files.filter((file) => /^(docs\/.*|[^/]+)\.md$/.test(file))

describe.each(documents)('%s', (file) => {
  const links = linksOf(read(file))

  it('links only to what is there', () => {
    const broken = links.filter(({ target }) => !leadsSomewhere(file, target))

    expect(broken.map(({ line, target }) => `${file}:${line} ${target}`)).toEqual([])
  })
})

describe('docs/dependencies.md', () => {
  const page = read('docs/dependencies.md')
  const [forUse = '', forWork = ''] = page.split('For development:')
  const manifest = JSON.parse(read('package.json')) as {
    readonly dependencies: { readonly [name: string]: string }
    readonly devDependencies: { readonly [name: string]: string }
  }

  it('lists exactly the packages the product needs', () => {
    expect(listed(forUse)).toEqual(Object.keys(manifest.dependencies).sort())
  })

  it('lists exactly the packages the work on it needs', () => {
    expect(listed(forWork)).toEqual(Object.keys(manifest.devDependencies).sort())
  })

  it('says what each is for, why this one, and under which licence', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'))

    expect(
      rows.filter((row) =>
        row
          .split('|')
          .slice(1, -1)
          .some((cell) => cell.trim() === ''),
      ),
    ).toEqual([])
    expect(rows.filter((row) => row.split('|').length !== 6)).toEqual([])
  })
})

describe('the text files of the project', () => {
  const texts = files
    .filter((file) => statSync(join(root, file)).isFile())
    .map((file) => [file, readFileSync(join(root, file))] as const)
    .filter(([, bytes]) => !bytes.includes(0))
    .map(([file, bytes]) => [file, bytes.toString('utf8')] as const)

  it('name no path of a machine', () => {
    // Written in parts, so that this file does not find itself.
    const folders = ['work', 'home', 'Users', 'root', 'tmp'].join('|')
    const path = new RegExp(`(?<![\\w.~*-])/(?:${folders})/[\\w.-]+/?[\\w.-]*`, 'g')

    expect(found(texts, path)).toEqual([])
  })

  it('name no host of a package registry', () => {
    // Licence and funding notes in the lock file name other sites; only `resolved` would name where packages came from.
    const registry =
      /"resolved":\s*"https?:[^"]*"|\bregistry\.[a-z0-9.-]+\.(?:org|com|net|cn)\b|\bnpmmirror\b/g

    expect(found(texts, registry)).toEqual([])
  })
})

interface Link {
  readonly target: string
  readonly line: number
}

/** Links of a page, code left out. */
function linksOf(page: string): readonly Link[] {
  const blank = (code: string): string => code.replace(/[^\n]/g, ' ')
  const text = page.replace(/^```[\s\S]*?^```$/gm, blank).replace(/`[^`\n]*`(?!\])/g, blank)
  return Array.from(text.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g), ({ 1: target = '', index }) => ({
    target,
    line: text.slice(0, index).split('\n').length,
  })).filter(({ target }) => !/^[a-z]+:/.test(target))
}

function leadsSomewhere(file: string, target: string): boolean {
  const [path = '', anchor] = target.split('#')
  const at = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)))
  if (at.startsWith('..') || !existsSync(join(root, at))) return false
  return anchor === undefined || (at.endsWith('.md') && anchorsOf(read(at)).includes(anchor))
}

/** Anchors of the headings of a page, made as code hosts make them. */
function anchorsOf(page: string): readonly string[] {
  const headings = page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)
  return Array.from(headings, ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}

/** Packages in the first column of the tables, sorted. */
function listed(part: string): readonly string[] {
  const cells = part.split('\n').flatMap((line) => /^\| (`.+?) \|/.exec(line)?.[1] ?? [])
  return cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name)).sort()
}

function found(
  texts: readonly (readonly [file: string, text: string])[],
  pattern: RegExp,
): readonly string[] {
  return texts.flatMap(([file, text]) => Array.from(text.matchAll(pattern), ([match]) => `${file}: ${match}`))
}
