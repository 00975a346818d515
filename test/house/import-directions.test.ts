import { globSync } from 'tinyglobby'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
// The lint rule reads the same table; this test also sees files that lint is told to leave out.
import { directions, packages } from '../../import-directions.mjs'

interface Import {
  readonly file: string
  readonly target: string
  readonly typeOnly: boolean
}

const sources = globSync(['engine/**/*.ts', 'server/**/*.ts', 'cli/**/*.ts', 'bench/**/*.ts'])

const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'/gms)].map((match) => ({
    file,
    target: match[2] ?? '',
    typeOnly: match[1] !== undefined,
  }))
})

function roomOf(file: string): string | undefined {
  return Object.keys(directions)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0]
}

describe('import directions', () => {
  it('reads the imports of every source file', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect(imports.length).toBeGreaterThan(300)
  })

  it('gives every source file a room', () => {
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([])
  })

  it('lets no file import against the table', () => {
    const against = imports.filter(({ file, target, typeOnly }) => {
      if (!target.startsWith('.')) return false
      const to = roomOf(normalize(join(dirname(file), target)).replace(/\.js$/, '.ts'))
      const from = roomOf(file)
      if (!from || !to || from === to) return false
      const { values, types } = directions[from]!
      const allowed = values.some((room) => to === room || to.startsWith(`${room}/`))
      return !allowed && !(typeOnly && types.includes(to))
    })
    expect(against).toEqual([])
  })

  it('keeps each library in its folder', () => {
    const strayed = imports.filter(({ file, target, typeOnly }) => {
      const owner = Object.entries(packages).find(
        ([name]) => target === name || target.startsWith(`${name}/`),
      )
      if (!owner || typeOnly || file.startsWith('bench/')) return false
      return !owner[1].some((folder) => file.startsWith(`${folder}/`))
    })
    expect(strayed).toEqual([])
  })
})
