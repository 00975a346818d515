import { normaliseSearch } from '../errors/index.js'
import { exists, type CasePart, type Condition } from './case-sets.js'
import { asksForDigits, digitSeparators, probesOf, withoutSeparators } from './search-grams.js'
import type { Session } from './session.js'

/**
 * What a question asks: numbers and ids as a whole; parts of search values by their grams, compared with the value itself
 * afterwards. Where the question is a number, both sides are taken without separators.
 */
export interface Search {
  /** The question as it was put, for numbers and ids. */
  readonly question: string
  /** Grams of the part that is looked for; none where it is too short. */
  readonly grams: readonly string[]
  /** Holds where a value of the case of the expression contains the part; nothing where the gram says it already. */
  readonly contained: (instance: string) => readonly Condition[]
}

/** Reads a question; `undefined` where nothing is asked. */
export function readSearch(asked: string, { names, dialect }: Session): Search | undefined {
  const question = asked.trim()
  if (question === '') return undefined
  const normalised = normaliseSearch(question)
  const digits = asksForDigits(normalised)
  const part = digits ? withoutSeparators(normalised) : normalised
  const grams = probesOf(part)
  // Digits that are one gram: whatever has it has them beside each other, separators aside.
  if (digits && grams[0] === part) return { question, grams, contained: () => [] }
  const value = dialect.contains(digits ? columnWithoutSeparators('v.value') : 'v.value')
  return {
    question,
    grams,
    contained: (instance) => [
      {
        sql: exists(`${names.search_values} v where v.instance = ${instance} and ${value}`),
        bindings: [part],
      },
    ],
  }
}

/** The question as a part of a filter; nothing where nothing is asked. */
export function compileSearch(asked: string, session: Session): readonly CasePart[] {
  const search = readSearch(asked, session)
  if (!search) return []
  const { instances } = session.names
  const { question } = search
  const whole = `select row_id from ${instances} where id = ? union all select row_id from ${instances} where number = ?`
  const [lead, ...others] = search.grams
  if (lead === undefined)
    return [
      {
        holds: { sql: '(i.id = ? or i.number = ?)', bindings: [question, question] },
        cases: { sql: whole, bindings: [question, question] },
      },
    ]
  const here = holdsFor('i.row_id', search, search.grams, session)
  const there = holdsFor('g.instance', search, others, session)
  return [
    {
      holds: {
        sql: `(i.id = ? or i.number = ? or (${here.sql}))`,
        bindings: [question, question, ...here.bindings],
      },
      cases: {
        sql: `${whole} union all select g.instance from ${session.names.search_grams} g where g.gram = ? and ${there.sql}`,
        bindings: [question, question, lead, ...there.bindings],
      },
    },
  ]
}

/** Whether a case has all of the grams and a value with the part. */
export function holdsFor(
  instance: string,
  search: Search,
  grams: readonly string[],
  { names }: Session,
): Condition {
  const conditions: readonly Condition[] = [
    ...grams.map((gram) => ({
      sql: exists(`${names.search_grams} o where o.gram = ? and o.instance = ${instance}`),
      bindings: [gram],
    })),
    ...search.contained(instance),
  ]
  return {
    sql: conditions.map(({ sql }) => sql).join(' and ') || '1 = 1',
    bindings: conditions.flatMap(({ bindings }) => bindings),
  }
}

function columnWithoutSeparators(column: string): string {
  return digitSeparators.reduce((sql, separator) => `replace(${sql}, '${separator}', '')`, column)
}
