import { describe, expect, it } from 'vitest'
import { FactNeeded, withAnswers } from '../../engine/core/index.js'
import type { Facts } from '../../engine/core/command.js'

const facts = { series: {} } as Facts

describe('answers to what a step asks for', () => {
  it('end with an error when they do not give what was asked, instead of never', () => {
    const asking = (): never => {
      throw new FactNeeded({ kind: 'rotation', key: 'desk' })
    }

    expect(() => withAnswers(facts, () => ({}), asking)).toThrow(/answer to what a step asked for.*'desk'/)
  })

  it('may be needed one after the other', () => {
    const found = withAnswers(
      facts,
      (request) => ('key' in request ? { rotations: { [request.key]: null } } : {}),
      ({ rotations = {} }) => {
        for (const key of ['a', 'b'])
          if (rotations[key] === undefined) throw new FactNeeded({ kind: 'rotation', key })
        return Object.keys(rotations)
      },
    )

    expect(found).toEqual(['a', 'b'])
  })
})
