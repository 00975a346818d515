import { describe, expect, it } from 'vitest'
import { createEngine, openSqlite } from '../../engine/index.js'
import { refusalCodes } from '../../engine/errors/refusal-codes.js'
import { requestCodes } from '../../engine/errors/request-codes.js'
import { allRoutes, createApp } from '../../server/index.js'
import { readPage } from './fences.js'

const page = readPage('http.md')
const sections = page.split(/^### /m).slice(1)

describe('docs/http.md', () => {
  it('has every route of the program, its query names too, and no other', async () => {
    const sqlite = await openSqlite(':memory:')
    const engine = await createEngine({ db: sqlite.db, workflows: 'test/server/fixtures' })
    const routes = allRoutes(engine, 'docs/problems')
    const mounted = createApp(engine, { problemPages: 'docs/problems', log: () => undefined })
    await engine.stop()
    await sqlite.close()

    const told = sections.map((section) => {
      const [, route = ''] = /^`([^`]+)`/.exec(section) ?? []
      const [line = ''] = /^Query: .*$/m.exec(section) ?? []
      // What stands in parentheses are values.
      const names = [...line.split(/\.(?: |$)/)[0]!.replaceAll(/\([^)]*\)/g, '').matchAll(/`(\w+)`/g)]
      return `${route} ${names.map(([, name]) => name).sort().join(',')}`
    })

    expect(told.sort()).toEqual(
      routes.map(({ method, path, query = [] }) => `${method} ${path} ${[...query].sort().join(',')}`).sort(),
    )
    // The app has these addresses and no others.
    const addresses = mounted.router.stack.flatMap(({ route }) => (route ? [route.path] : []))
    expect(addresses.sort()).toEqual([...new Set(routes.map(({ path }) => path.replaceAll(/\{(\w+)\}/g, ':$1')))].sort())
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
