import type {
  CountedBy,
  InstanceCount,
  InstanceFilter,
  InstanceRow,
  Page,
  PageRequest,
  StoreReads,
  TaskFilter,
  TaskRow,
} from '../store/port.js'
import { boundedPage } from './bounded-page.js'
import { checkInstanceFilter } from './check-instance-filter.js'
import { checkTaskFilter, wrong } from './check-request.js'
import { instancesCsv, type CsvLanguage } from './instances-csv.js'

/** Lists, counts and exports of cases. All of them take the same filter, and one compiler makes SQL of it. */
export interface ListCalls {
  /** One page of cases, at most 500. Its `next` and `prev` are the `cursor` and `before` of the pages beside it. */
  list(filter?: InstanceFilter, page?: Partial<PageRequest>): Promise<Page<InstanceRow>>
  /** How many cases a filter lets through, exactly. */
  count(filter?: InstanceFilter): Promise<number>
  /**
   * How many of them there are of each process, in each of its states, for each role or each person who has an open task:
   * a case counts for each of these it has.
   */
  counts(request: {
    readonly by: CountedBy
    readonly filter?: InstanceFilter
  }): Promise<readonly InstanceCount[]>
  /**
   * All cases a filter lets through as CSV (UTF-8), in the order they were entered, with the columns of lists. Which
   * cases they are is found at the first read, of one moment; each is told as it is when its lines are written.
   */
  exportInstances(
    filter?: InstanceFilter,
    options?: { readonly language?: CsvLanguage },
  ): AsyncIterable<Uint8Array>
  /** One page of open tasks, likewise. */
  tasks(filter?: TaskFilter, page?: Partial<PageRequest>): Promise<Page<TaskRow>>
}

const kinds: ReadonlySet<unknown> = new Set<CountedBy>(['process', 'state', 'role', 'assignee'])

/** The calls over one way to read. A wrong filter rejects with `usage-wrong`. */
export function createListCalls(read: StoreReads): ListCalls {
  return {
    list: async (filter = {}, page) => {
      checkInstanceFilter(filter)
      return read.instances(filter, boundedPage(page))
    },
    count: async (filter = {}) => {
      checkInstanceFilter(filter)
      return read.countInstances(filter)
    },
    counts: async ({ by, filter = {} }) => {
      const given: unknown = by
      if (!kinds.has(given)) throw wrong('by', "'process', 'state', 'role' or 'assignee'", given)
      checkInstanceFilter(filter)
      return read.countInstancesBy(by, filter)
    },
    exportInstances: (filter = {}, { language = 'zh-CN' } = {}) => exported(read, { filter, language }),
    tasks: async (filter = {}, page) => {
      checkTaskFilter(filter)
      return read.tasks(filter, boundedPage(page))
    },
  }
}

/** Rows of an export that are read together. */
const together = 500

async function* exported(
  read: StoreReads,
  { filter, language }: { readonly filter: InstanceFilter; readonly language: CsvLanguage },
): AsyncGenerator<Uint8Array> {
  checkInstanceFilter(filter)
  const encoder = new TextEncoder()
  for await (const text of instancesCsv(rowsOf(read, filter), language)) yield encoder.encode(text)
}

async function* rowsOf(read: StoreReads, filter: InstanceFilter): AsyncGenerator<readonly InstanceRow[]> {
  const numbers = await read.instanceNumbers(filter)
  for (let from = 0; from === 0 || from < numbers.length; from += together)
    yield await read.instanceRows(numbers.slice(from, from + together))
}
