import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  correctedSince,
  enteredBoth,
  enteredIn,
  enteredOver,
  isNothing,
  isSameEntry,
  nothingEntered,
  settled,
} from '../../server/console/src/drafts/entered.js'
import { inputsAsKnown, knownAnswers } from '../../server/console/src/drafts/known-answers.js'

const known = { customer: { name: 'Wang', phone: 'A' }, model: 'HT-1', rows: [{ n: 1 }] }

/** Answers as forms have them: no empty parts, no null. */
const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer(), { minLength: 1 }))
const answers = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', '__proto__', 'a.b'),
  fc.oneof(leaf, fc.dictionary(fc.constantFrom('x', 'y'), leaf, { minKeys: 1 })),
)

describe('what was entered', () => {
  it('is only what is other than what the case knew, what was taken away included', () => {
    const entered = enteredIn(
      { customer: { name: 'Wang' }, model: 'HT-1', rows: [{ n: 2 }], note: 'x' },
      known,
    )

    expect(entered).toEqual({
      answers: { rows: [{ n: 2 }], note: 'x' },
      before: { customer: { phone: 'A' }, rows: [{ n: 1 }] },
    })
    expect(isNothing(enteredIn(known, known))).toBe(true)
    expect(isNothing(enteredIn({ ...known, note: undefined, other: {} }, known))).toBe(true)
  })

  it('stands over what the case knows by now', () => {
    const entered = enteredIn({ customer: { name: 'Li', phone: 'A' }, model: 'HT-1' }, known)
    const now = { customer: { name: 'Wang', phone: 'B' }, model: 'HT-2', rows: [{ n: 3 }] }

    expect(enteredOver(entered, now)).toEqual({ customer: { name: 'Li', phone: 'B' }, model: 'HT-2' })
  })

  it('is told to be corrected only where somebody made the very same something else', () => {
    const entered = enteredIn({ customer: { name: 'Li', phone: 'A' }, note: 'mine' }, known)
    const now = { customer: { name: 'Zhao', phone: 'B' }, model: 'HT-2', note: 'mine' }

    expect(correctedSince(entered, known)).toEqual([])
    expect(correctedSince(entered, now)).toEqual([
      { path: ['customer', 'name'], before: 'Wang', now: 'Zhao', entered: 'Li' },
      { path: ['model'], before: 'HT-1', now: 'HT-2', entered: undefined },
    ])
  })

  it('stays told until it is settled, whatever else is typed', () => {
    const now = { ...known, model: 'HT-2' }
    const first = enteredIn({ ...known, model: 'HT-3' }, known)
    const typed = enteredIn({ ...enteredOver(first, now), note: 'x' }, now, first)

    expect(correctedSince(typed, now).map(({ path }) => path)).toEqual([['model']])
    const mine = settled(typed, now, 'entered')
    const theirs = settled(typed, now, 'now')
    expect([correctedSince(mine, now), correctedSince(theirs, now)]).toEqual([[], []])
    expect(enteredOver(mine, now)).toEqual({ ...now, model: 'HT-3', note: 'x' })
    expect(enteredOver(theirs, now)).toEqual({ ...now, note: 'x' })
  })

  it('is laid over what was entered before', () => {
    const one = enteredIn({ ...known, model: 'HT-3', note: 'x' }, known)
    const other = enteredIn({ ...known, model: 'HT-4' }, known)

    expect(enteredOver(enteredBoth(one, other), known)).toEqual({ ...known, model: 'HT-4', note: 'x' })
  })

  it('gives back any form over any case, and nothing of the case where nothing was entered', () => {
    fc.assert(
      fc.property(answers, answers, answers, (form, before, now) => {
        const entered = enteredIn(form, before)

        expect(sorted(enteredOver(entered, before))).toEqual(sorted(form))
        expect(sorted(enteredOver(nothingEntered, now))).toEqual(sorted(now))
        expect(isSameEntry(enteredBoth(nothingEntered, entered), entered)).toBe(true)
        expect(correctedSince(entered, before)).toEqual([])
        for (const choice of ['entered', 'now'] as const)
          expect(correctedSince(settled(entered, now, choice), now)).toEqual([])
      }),
    )
  })
})

/** Members in one order, by their paths. */
function sorted(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${path} ${JSON.stringify(value)}`]
  return Object.entries(value)
    .flatMap(([name, part]) => sorted(part, `${path}/${name}`))
    .toSorted()
}

describe('what the case knows of a form', () => {
  const text = { type: 'string' }
  const file = { type: 'string', 'x-type': 'attachment' }
  const asked = {
    properties: {
      customer: { type: 'object', properties: { name: text, phone: text } },
      model: { type: 'string', enum: ['a', 'b'] },
      rows: { type: 'array', items: { type: 'object', properties: { name: text } } },
      photos: { type: 'array', items: file },
      photo: file,
      count: { type: 'integer' },
    },
  }

  it('is what fits it; files are asked for anew, also in lists', () => {
    const data = {
      customer: { name: 'Wang' },
      model: 'c',
      photos: ['att-1'],
      photo: 'att-2',
      count: 3,
      other: 1,
    }

    expect(knownAnswers(asked, data)).toEqual({ customer: { name: 'Wang' }, count: 3 })
  })

  it('is nothing where a part of it is kept back', () => {
    const data = { customer: { name: null, phone: 'A' }, rows: [{ name: 'x' }, { name: null }], model: null }

    expect(knownAnswers(asked, data)).toEqual({})
    expect(knownAnswers(asked, { customer: { phone: 'A', notes: null }, rows: [{ name: 'x' }] })).toEqual({
      customer: { phone: 'A' },
      rows: [{ name: 'x' }],
    })
  })

  it('is marked at its inputs until it is changed', () => {
    expect(inputsAsKnown(known, { ...known, model: 'HT-2' })).toEqual([
      'root_customer_name',
      'root_customer_phone',
      'root_rows',
    ])
  })
})
