import type { JsonObject } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import { addToDate, isDate } from '../../time/index.js'
import { documentsOf } from '../check/check-house.js'
import { documentLog, type Surroundings } from '../check/surroundings.js'
import { bilingualAt } from '../compile/bilingual-text.js'
import { dictionary } from '../compile/field-node.js'
import { objectsAt, textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import { fingerprint } from '../fingerprint.js'
import type { PriceLists, PriceTable } from './price-table.js'

/**
 * The price lists of a set. A table without a last day holds until the day before the next one. Faulty tables are
 * reported and left out.
 */
export function checkPrices(surroundings: Pick<Surroundings, 'set'>): {
  readonly prices: PriceLists
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const lists = new Map<string, Written[]>()
  for (const document of documentsOf(surroundings.set, 'prices')) {
    const log = documentLog(document, surroundings)
    const table = tableOf(document, log)
    if (table && document.sound && !log.failed)
      lists.set(document.id, [...(lists.get(document.id) ?? []), { document, table }])
    problems.push(...log.problems)
  }
  const prices = new Map<string, readonly PriceTable[]>()
  for (const [list, written] of lists) {
    const inOrder = written.toSorted((a, b) => (a.table.validFrom < b.table.validFrom ? -1 : 1))
    problems.push(...overlaps(inOrder, surroundings))
    prices.set(list, inOrder.map(untilNext))
  }
  return { prices, problems }
}

interface Written {
  readonly document: SourceDocument
  readonly table: PriceTable
}

function tableOf(document: SourceDocument, log: ProblemLog): PriceTable | undefined {
  const { value } = document
  const [validFrom, validUntil] = [dayAt(value, 'validFrom', log), dayAt(value, 'validUntil', log)]
  const items = objectsAt(value, 'items')
  for (const [item, { price }] of items) if (typeof price === 'number') reportThirdDecimal(log, item, price)
  if (validFrom === undefined) return undefined
  if (validUntil !== undefined && validUntil < validFrom)
    log.report(
      'wrong-value',
      ['validUntil'],
      `Expected a last day on or after ${validFrom}, but found ${validUntil}.`,
      { expected: `${validFrom} or later`, found: validUntil },
    )
  return {
    hash: fingerprint(value),
    validFrom,
    ...(validUntil !== undefined && { validUntil }),
    items: dictionary(
      items.flatMap(([item, { price }]) => (typeof price === 'number' ? [[item, price] as const] : [])),
    ),
    described: dictionary(
      items.map(([item, definition]) => {
        const unit = bilingualAt(definition, 'unit')
        const title = bilingualAt(definition, 'title') ?? { 'zh-CN': item, en: item }
        return [item, { title, ...(unit && { unit }) }] as const
      }),
    ),
  }
}

function dayAt(value: JsonObject, key: string, log: ProblemLog): string | undefined {
  const day = textAt(value, key)
  if (day === undefined || isDate(day)) return day
  log.report('wrong-value', [key], `Expected a day that exists, such as 2026-10-01, but found '${day}'.`, {
    expected: 'a day such as 2026-10-01',
    found: day,
  })
  return undefined
}

/** Money counts in fen. */
function reportThirdDecimal(log: ProblemLog, item: string, price: number): void {
  if (Number(price.toFixed(2)) === price) return
  log.report(
    'wrong-value',
    ['items', item, 'price'],
    `Expected a price with at most two decimals, but found ${price}.`,
    { expected: 'at most two decimals', found: String(price), hint: 'Give the price of a larger unit.' },
  )
}

/** Two tables of one list that hold on the same day: nobody could say which counts. */
function overlaps(inOrder: readonly Written[], surroundings: Pick<Surroundings, 'set'>): readonly Problem[] {
  return inOrder.flatMap(({ document, table }, index) => {
    const next = inOrder[index + 1]
    const { validUntil } = table
    // Two that begin on one day are two of one name, which was reported where they were read.
    if (!next || validUntil === undefined || validUntil < next.table.validFrom) return []
    const log = documentLog(document, surroundings)
    const begins = next.document.locate(['validFrom'])
    log.report(
      'prices-overlap',
      ['validUntil'],
      `Expected one table of '${document.id}' for each day, but that of ${begins.file} (line ${begins.line}) begins on ${next.table.validFrom}.`,
      {
        found: validUntil,
        hint: "Leave 'validUntil' out: a table holds until the next one begins.",
      },
    )
    return log.problems
  })
}

function untilNext({ table }: Written, index: number, inOrder: readonly Written[]): PriceTable {
  const next = inOrder[index + 1]
  if (!next || table.validUntil !== undefined) return table
  return { ...table, validUntil: addToDate(next.table.validFrom, { days: -1 }) }
}
