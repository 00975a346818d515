import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Rotation } from '../../engine/core/index.js'
import { takeTurn } from '../../engine/core/tasks/take-turn.js'

const people = ['ann', 'bob', 'cora', 'dora', 'eve']
const rounds = fc.array(fc.subarray(people), { minLength: 1, maxLength: 40 })

/** Plays rounds in which only some may have the turn. */
function play(asked: readonly (readonly string[])[], makeUp: boolean) {
  let rotation: Rotation | null = null
  return asked.map((able) => {
    const before: Rotation | null = rotation
    const last: number = before ? people.indexOf(before.last) : -1
    const taken = takeTurn({
      order: people,
      next: last + 1,
      rotation: before,
      suits: (person) => able.includes(person),
      makeUp,
    })
    rotation = taken.after
    return { able, before, ...taken }
  })
}

it('gives every turn to somebody who may have it, and to nobody only where nobody may', () => {
  fc.assert(
    fc.property(rounds, fc.boolean(), (asked, makeUp) => {
      for (const { able, person, passedOver, before, after } of play(asked, makeUp)) {
        expect(person === undefined).toBe(able.length === 0)
        if (person === undefined) expect(after).toEqual(before)
        else expect(able).toContain(person)
        expect(passedOver.filter((one) => able.includes(one))).toEqual([])
      }
    }),
  )
})

it('gives everybody the same number of turns, but for one, where everybody may have each', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.boolean(), (count, makeUp) => {
      const taken = play(
        Array.from({ length: count }, () => people),
        makeUp,
      )
      const turns = people.map((one) => taken.filter(({ person }) => person === one).length)

      expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1)
    }),
  )
})

it('passes nobody over unnoticed: without makeUp the next is the first able one behind the pointer', () => {
  fc.assert(
    fc.property(rounds, (asked) => {
      for (const { able, before, person } of play(asked, false)) {
        const last = before ? people.indexOf(before.last) : -1
        const order = [...people.slice(last + 1), ...people.slice(0, last + 1)]
        expect(person).toBe(order.find((one) => able.includes(one)))
      }
    }),
  )
})

it('asks those who are owed a turn first, in the order they lost it, and forgets what was made up for', () => {
  fc.assert(
    fc.property(rounds, (asked) => {
      for (const { able, before, person, after } of play(asked, true)) {
        const owed = before?.owed ?? []
        const first = owed.find((one) => able.includes(one))
        if (first !== undefined) {
          expect(person).toBe(first)
          expect(after?.last).toBe(before?.last)
        }
        expect(new Set(after?.owed).size).toBe(after?.owed.length ?? 0)
        if (person !== undefined) expect(after?.owed).not.toContain(person)
      }
    }),
  )
})
