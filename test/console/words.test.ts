import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deliveryCodes } from '../../engine/index.js'

const root = join(import.meta.dirname, '../..')
const texts = join(root, 'server/console/src/i18n')

/** Keys that say another idea by a word that is closed to its neighbours, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'papers.state.void': 'a paper holds no longer; a link or a key is out of use',
  'trail.voucher-voided': 'a paper holds no longer; a link or a key is out of use',
}

type Tree = { readonly [key: string]: string | Tree }

function textsIn(tree: Tree, path = ''): readonly (readonly [key: string, text: string])[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`
    return typeof value === 'string' ? [[at, value] as const] : textsIn(value, at)
  })
}

/** Every text of the console in a language, by its key. */
function textsOf(language: 'zh-CN' | 'en'): ReadonlyMap<string, string> {
  const files = readdirSync(join(texts, language)).filter((file) => file.endsWith('.json'))
  return new Map(
    files.flatMap((file) =>
      textsIn({
        [file.replace('.json', '')]: JSON.parse(readFileSync(join(texts, language, file), 'utf8')) as Tree,
      }),
    ),
  )
}

/** The rows of the table in the glossary: the word of an idea, and those that are not taken for it. */
function chineseWords(): readonly { readonly word: string; readonly not: readonly string[] }[] {
  const [, section = ''] = readFileSync(join(root, 'docs/glossary.md'), 'utf8').split('\n## In Chinese\n')
  const rows = section.split('\n').flatMap((line) => /^\|(.*)\|(.*)\|(.*)\|$/.exec(line)?.slice(2, 4) ?? [])
  const cells = rows.map((cell) => cell.trim())
  return cells
    .flatMap((word, at) => (at % 2 === 0 ? [{ word, not: (cells[at + 1] ?? '').split(', ') }] : []))
    .filter(({ word }) => /\p{Script=Han}/u.test(word))
}

describe('the words of the console in Chinese', () => {
  const chinese = textsOf('zh-CN')
  const words = chineseWords()

  it('are those of the glossary, one for each idea', () => {
    const wrong = [...chinese].flatMap(([key, text]) =>
      words.flatMap(({ word, not }) =>
        key in exceptions
          ? []
          : not
              .filter((other) => text.includes(other))
              .map((other) => `${key}: ${other} for ${word} in “${text}”`),
      ),
    )

    expect(words.length).toBeGreaterThan(10)
    expect(wrong).toEqual([])
  })

  it('have no exception that is needless', () => {
    const closed = words.flatMap(({ not }) => not)
    const needless = Object.keys(exceptions).filter(
      (key) => !closed.some((word) => chinese.get(key)?.includes(word)),
    )

    expect(needless).toEqual([])
  })

  it('are each used somewhere', () => {
    const unused = words.filter(({ word }) => ![...chinese.values()].some((text) => text.includes(word)))

    expect(unused.map(({ word }) => word)).toEqual([])
  })
})

describe.each(['zh-CN', 'en'] as const)('the texts of the console in %s', (language) => {
  const told = textsOf(language)

  it('say the same where a case is begun and where a procedure is shown of a case without a profile', () => {
    expect(told.get('begin.plain')).toBe(told.get('processes.noProfile'))
  })

  it('tell every fact of a trail and every failure in words of their own', () => {
    const source = readFileSync(join(root, 'engine/core/trail-type.ts'), 'utf8')
    const types = [...source.matchAll(/^ {2}\| '([a-z-]+)'$/gm)].map(([, type = '']) => type)
    const failures = [...deliveryCodes, 'refused', 'attempt-lost']

    expect(types.length).toBeGreaterThan(40)
    expect(types.filter((type) => !told.has(`trail.${type}`))).toEqual([])
    expect(failures.filter((code) => !told.has(`traffic.failure.${code}`))).toEqual([])
  })
})
