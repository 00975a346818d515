import { describe, expect, it } from 'vitest'
import { createEngine, openSqlite } from '../../engine/index.js'
import { refusalCodes } from '../../engine/errors/refusal-codes.js'
import { requestCodes } from '../../engine/errors/request-codes.js'
import type { Operation } from '../../server/contract/operation.js'
import { operations } from '../../server/contract/operations.js'
import { allRoutes, createRouter } from '../../server/index.js'
import { readPage } from './fences.js'

const page = readPage('http.md')
const sections = page.split(/^### /m).slice(1)

/** What narrows the list of cases stands there once; counts and exports refer to it. */
const narrowing = namesIn(lineOf(sectionOf('GET /api/instances'), 'Query'))

function sectionOf(route: string): string {
  return sections.find((section) => section.startsWith(`\`${route}\``)) ?? ''
}

/** The line of a section that begins so. */
function lineOf(section: string, begins: string): string {
  return section.split('\n').find((line) => line.startsWith(begins)) ?? ''
}

/** Names in the first sentence of a line. What stands in parentheses are values. */
function namesIn(line: string): string[] {
  const [sentence = ''] = line.replaceAll(/\([^)]*\)/g, '').split(/\.(?: |$)/)
  return [...sentence.matchAll(/`(\w+)`/g)].map(([, name]) => name!)
}

function queryNames(section: string): string[] {
  const line = lineOf(section, 'Query')
  return [
    ...namesIn(line),
    ...(line.includes('what narrows the list') ? narrowing : []),
    ...namesIn(lineOf(section, 'Beside it')),
  ]
}

describe('docs/http.md', () => {
  it('has every route of the program, its query names too, and no other', async () => {
    const sqlite = await openSqlite(':memory:')
    const engine = await createEngine({ db: sqlite.db, workflows: 'test/server/fixtures' })
    const routes = allRoutes(engine, 'docs/problems')
    const mounted = createRouter(engine, { problemPages: 'docs/problems' })
    await engine.stop()
    await sqlite.close()

    const told = sections.map((section) => {
      const [, route = ''] = /^`([^`]+)`/.exec(section) ?? []
      return `${route} ${queryNames(section).sort().join(',')}`
    })

    expect(told.sort()).toEqual(
      Object.entries<Operation>(operations)
        .map(([key, { query = {} }]) => `${key} ${Object.keys(query).sort().join(',')}`)
        .sort(),
    )
    // The router has these addresses and no others.
    const addresses = new Set(mounted.stack.flatMap(({ route }) => (route ? [route.path] : [])))
    expect([...addresses].sort()).toEqual([...new Set(routes.map(({ path }) => path.replaceAll(/\{(\w+)\}/g, ':$1')))].sort())
  })

  it('names codes that exist only', () => {
    const errors = sections.flatMap((section) => {
      const [, list = ''] = /Errors: (.*)$/m.exec(section) ?? []
      return [...list.matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, code]) => code ?? '')
    })

    expect(errors.length).toBeGreaterThan(20)
    expect(errors.filter((code) => !(code in refusalCodes) && !(code in requestCodes))).toEqual([])
  })
})
