import { nearestName } from '../errors/nearest-name.js'
import { otherUnitWords, unitWords, type UnitWords } from './duration-units.js'
import { durationFailure, type DurationFailure } from './duration-failure.js'
import type { Duration, DurationRange } from './duration.js'

/** A duration read from text, or why it is none. The message is one sentence, the hint what to type instead. */
export type ParsedDuration = { readonly ok: true; readonly range: DurationRange } | DurationFailure

const expected =
  "a duration such as '4 working hours', '7 working days', '10 to 15 working days' or 'end of day'"

const longestText = 80

/**
 * Reads `4 working hours`, `7 working days`, `10 to 15 working days`, `1 month`, `90 minutes`, `1.5 hours`,
 * `end of day`. Amounts are whole; hours and working hours may have up to three decimals. A range must grow.
 */
export function parseDuration(text: string): ParsedDuration {
  if (text.length > longestText) {
    return failure(`${text.slice(0, longestText)}…`, `it is longer than ${longestText} characters`)
  }
  const plain = text.normalize('NFKC')
  if (/[！-～]/u.test(text) && parseDuration(plain).ok) {
    return failure(text, 'it has full-width characters', { nearest: plain.trim().replace(/\s+/g, ' ') })
  }
  const trimmed = text.trim().replace(/\s+/g, ' ')
  if (trimmed === 'end of day') return { ok: true, range: { upper: { amount: 0, unit: 'end-of-day' } } }
  const parts =
    /^(?<first>[-+]?[\d.,]+)(?: ?(?:to|-|–|—|至|~) ?(?<second>[-+]?[\d.,]+))? ?(?<unit>\D*)$/u.exec(
      trimmed,
    )?.groups
  if (!parts) return notADuration(text, trimmed)
  const { first = '', second, unit = '' } = parts
  const words = unitWords.find((entry) => entry.one === unit || entry.many === unit)
  if (!words) return unknownUnit(text, second === undefined ? first : `${first} to ${second}`, unit)
  if (second !== undefined && !/^\S+ to \S+ \D+$/.test(trimmed)) {
    return failure(text, 'the range is not written with the word to', {
      nearest: `${first} to ${second} ${unit}`,
    })
  }
  if (!trimmed.endsWith(` ${unit}`)) {
    return failure(text, 'there is no space before the unit', { nearest: trimmed.replace(unit, ` ${unit}`) })
  }
  return readRange(text, words, second === undefined ? [first] : [first, second])
}

function readRange(text: string, words: UnitWords, amounts: readonly string[]): ParsedDuration {
  const durations: Duration[] = []
  for (const written of amounts) {
    const amount = readAmount(text, words, written)
    if (typeof amount !== 'number') return amount
    durations.push({ amount, unit: words.unit })
  }
  const [first, second] = durations
  if (!first) return failure(text, 'it has no amount')
  if (!second) return { ok: true, range: { upper: first } }
  if (first.amount < second.amount) return { ok: true, range: { lower: first, upper: second } }
  if (first.amount === second.amount) {
    const unit = first.amount === 1 ? words.one : words.many
    return failure(text, 'both ends of the range are the same', { nearest: `${first.amount} ${unit}` })
  }
  return failure(text, 'the range runs backwards', {
    nearest: `${second.amount} to ${first.amount} ${words.many}`,
  })
}

function readAmount(text: string, words: UnitWords, written: string): number | DurationFailure {
  if (written.startsWith('-')) {
    return failure(text, 'the amount is negative', {
      hint: 'Durations are never negative; write what is counted forward.',
    })
  }
  if (!/^\d+(?:\.\d+)?$/.test(written)) {
    return failure(text, `'${written}' is not a number`, {
      hint: 'Write digits only, with a point before decimals: 1.5 hours.',
    })
  }
  const amount = Number(written)
  if (written.includes('.') && !(words.decimals && /\.\d{1,3}$/.test(written))) {
    const hint = words.decimals
      ? 'Write at most three decimals.'
      : 'Only hours and working hours may have decimals; write whole numbers of a smaller unit.'
    return failure(text, `'${written}' ${words.many} is not a whole amount`, { hint })
  }
  if (amount > words.most) {
    return failure(text, `that is more than ${words.most} ${words.many}`, {
      hint: `Write at most ${words.most} ${words.many}.`,
    })
  }
  return amount
}

function notADuration(text: string, trimmed: string): DurationFailure {
  if (trimmed === '') return failure(text, 'it is empty')
  if (unitWords.some((entry) => entry.one === trimmed || entry.many === trimmed)) {
    return failure(text, 'it has no amount', { hint: `Write a number before it: 3 ${trimmed}.` })
  }
  if (nearestName(trimmed, ['end of day']))
    return failure(text, 'it is written differently', { nearest: 'end of day' })
  const twice = /^(\S+) (\D+) to (\S+) \2$/.exec(trimmed)
  if (twice) {
    return failure(text, 'the unit of a range stands once', {
      nearest: `${twice[1]} to ${twice[3]} ${twice[2]}`,
    })
  }
  return failure(text, 'it is something else', {
    hint: 'Write one number, or two with the word to between them, and one unit; instead of a mixture take the smaller unit.',
  })
}

function unknownUnit(text: string, amount: string, unit: string): DurationFailure {
  if (unit === '') {
    return failure(text, 'it has no unit', {
      hint: `Write a unit behind it, such as '${amount} working days'.`,
    })
  }
  const nearest = nearestUnit(amount, unit)
  const why = `'${unit}' is not a unit of time`
  if (/^(working|business|work) ?(second|week|month|year)s?$/i.test(unit))
    return failure(text, why, { hint: 'Working time is counted in minutes, hours and days.' })
  if (nearest) return failure(text, why, { nearest: `${amount} ${nearest}` })
  return failure(text, why, { hint: `Units are ${unitWords.map((entry) => entry.many).join(', ')}.` })
}

function nearestUnit(amount: string, unit: string): string | undefined {
  const word = unit.toLowerCase()
  const synonym = otherUnitWords.get(word) ?? otherUnitWords.get(word.replace(/s$/, ''))
  if (synonym) return amount === '1' ? synonym : `${synonym}s`
  const nearest = nearestName(
    unit,
    unitWords.flatMap((entry) => [entry.one, entry.many]),
  )
  const words = unitWords.find((entry) => entry.one === nearest || entry.many === nearest)
  return amount === '1' ? words?.one : words?.many
}

function failure(text: string, why: string, more?: { nearest?: string; hint?: string }): DurationFailure {
  return durationFailure(expected, text, why, more)
}
