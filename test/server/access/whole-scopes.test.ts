import { describe, expect, it } from 'vitest'
import type { SeenLine } from '../../../server/access/seen-lines.js'
import { createWholeScopes } from '../../../server/access/whole-scopes.js'

const somebody = { id: 'li', roles: ['desk'] }
const line = (more: Partial<SeenLine>): SeenLine => ({
  role: 'desk',
  isWorking: false,
  personal: 'shown',
  hidden: [],
  ...more,
})
const scopesOf = (...lines: readonly SeenLine[]) => createWholeScopes(() => Promise.resolve(lines))

describe('cases of which nothing is kept back', () => {
  it.each([{ personal: 'masked' }, { personal: 'needed' }, { hidden: ['price'] }] as const)(
    'are none where a line says %o',
    async (more) => {
      const scopes = scopesOf(line(more), line({ processes: ['stock'] }))

      expect(await scopes.searchScope(somebody)).toEqual({ anyOf: [{ processes: ['stock'] }] })
      expect(await scopes.wholeScope(somebody)).toEqual({ anyOf: [{ processes: ['stock'] }] })
      expect(await scopes.wholeProcesses(somebody)).toEqual(['stock'])
      expect(await scopes.seesEverything(somebody)).toBe(false)
    },
  )

  it('are all processes where one line shows all, and those named where cases are not narrowed', async () => {
    const own = line({ processes: ['visit'], narrowed: { people: ['li'] } })

    expect(await scopesOf(own, line({})).wholeProcesses(somebody)).toBeUndefined()
    expect(await scopesOf(own).wholeProcesses(somebody)).toEqual([])
    expect(await scopesOf(own, line({ processes: ['stock'] })).wholeProcesses(somebody)).toEqual(['stock'])
  })

  it('leave a search as it is where nothing is kept back of what is listed', async () => {
    const own = line({ processes: ['visit'], narrowed: { people: ['li'] } })

    expect(await scopesOf(own, line({ processes: ['stock'] })).searchScope(somebody)).toBeUndefined()
    expect(await scopesOf(line({ personal: 'masked' }), line({})).searchScope(somebody)).toBeUndefined()
  })
})
