import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidatesOf, personInForce, type PeopleAndRoles } from '../../engine/core/index.js'

const title = { 'zh-CN': '角色', en: 'Role' }
const house: PeopleAndRoles = {
  roles: {
    clerk: { title },
    cashier: { title, notWith: ['auditor'] },
    auditor: { title },
    chairman: { title, deputies: false },
    factory: { title, outside: true },
  },
  people: {
    ann: {
      roles: ['clerk', 'cashier', 'chairman'],
      absences: [{ from: 100, to: 200, deputy: 'bob' }],
      skills: ['compressor'],
      order: 2,
    },
    bob: { roles: ['clerk'], absences: [{ from: 150, to: 160, deputy: 'cem' }] },
    cem: { roles: ['auditor'] },
    fay: { roles: ['factory'], party: 'south' },
  },
}

describe('a deputy', () => {
  it('has the roles of the absent person from the first to the last day, and not beyond', () => {
    const at = (instant: number) => personInForce(house, 'bob', instant)
    expect(at(99)).toEqual({ id: 'bob', roles: ['clerk'] })
    expect(at(200)).toEqual({ id: 'bob', roles: ['clerk'] })
    for (const instant of [100, 199])
      expect(at(instant)).toEqual({
        id: 'bob',
        roles: ['clerk', 'cashier'],
        standsInFor: [{ person: 'ann', roles: ['cashier'] }],
      })
  })

  it('gets no role that is never passed on', () => {
    expect(personInForce(house, 'bob', 150)?.roles).not.toContain('chairman')
  })

  it('gets nothing the absent person has only as a deputy', () => {
    expect(personInForce(house, 'cem', 155)?.roles).toEqual(['auditor', 'clerk'])
  })

  it('gets no role that excludes one of the own', () => {
    const absences = [{ from: 100, to: 200, deputy: 'cem' }]
    const people = { ...house.people, ann: { ...house.people['ann']!, absences } }
    expect(personInForce({ ...house, people }, 'cem', 150)?.roles).toEqual(['auditor', 'clerk'])
  })

  it('never holds two roles together that exclude each other, whoever is away', () => {
    const names = ['a', 'b', 'c', 'd']
    const role = fc.constantFrom('clerk', 'cashier', 'auditor', 'chairman')
    const person = fc.record({ role, deputy: fc.constantFrom(...names), away: fc.boolean() })
    fc.assert(
      fc.property(fc.tuple(person, person, person, person), (all) => {
        const people = Object.fromEntries(
          all.map(({ role: own, deputy, away }, index) => [
            names[index]!,
            { roles: [own], absences: away ? [{ from: 0, to: 10, deputy }] : [] },
          ]),
        )
        for (const [index, name] of names.entries()) {
          const found = personInForce({ roles: house.roles, people }, name, 5)
          const roles = found?.roles ?? []
          expect(roles).toContain(all[index]!.role)
          expect(roles.includes('cashier') && roles.includes('auditor')).toBe(false)
          const lent = (found?.standsInFor ?? []).flatMap((one) => one.roles)
          expect(lent).not.toContain('chairman')
          expect(new Set([all[index]!.role, ...lent])).toEqual(new Set(roles))
        }
      }),
    )
  })
})

describe('a person', () => {
  it('keeps the own roles while absent', () => {
    expect(personInForce(house, 'ann', 150)?.roles).toEqual(['clerk', 'cashier', 'chairman'])
  })

  it('is told with the party it belongs to', () => {
    expect(personInForce(house, 'fay', 0)).toEqual({ id: 'fay', roles: ['factory'], party: 'south' })
  })

  it('is nobody when the organisation does not have it, whatever the name', () => {
    for (const id of ['eve', 'constructor', '__proto__', ''])
      expect(personInForce(house, id, 0)).toBeUndefined()
  })
})

describe('the people work can be given to', () => {
  it('are those of the house, with their own roles, skills, place in the order and absences', () => {
    expect(candidatesOf(house)).toEqual([
      {
        id: 'ann',
        roles: ['clerk', 'cashier', 'chairman'],
        skills: ['compressor'],
        order: 2,
        absences: [{ from: 100, to: 200 }],
      },
      { id: 'bob', roles: ['clerk'], skills: [], absences: [{ from: 150, to: 160 }] },
      { id: 'cem', roles: ['auditor'], skills: [], absences: [] },
    ])
  })
})
