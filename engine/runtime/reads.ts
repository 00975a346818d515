import { acceptedEvents, dueSteps, factsAfter } from '../core/index.js'
import type { Actor } from '../core/command.js'
import type { AcceptedEvent } from '../core/step-result.js'
import type { Text } from '../errors/json.js'
import type { Store, StoreReads } from '../store/port.js'
import { boundedPage } from './bounded-page.js'
import { readMessages, readRelated, readSimilarCases } from './cases/index.js'
import { readDeadlines } from './deadlines/read-deadlines.js'
import type { AddressBook } from './effects/address-book.js'
import type { ActorInput, Engine } from './engine.js'
import { createFigureCalls, type FigureCalls } from './figures/index.js'
import { createInTurn } from './in-turn.js'
import { createListCalls, type ListCalls } from './list-calls.js'
import type { Clock } from './ports.js'
import type { Attachments } from './attachments/index.js'
import { createPaperReads } from './papers/paper-reads.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { recount } from './recount.js'
import { readRecord } from './stored-record.js'
import { readUnit } from './units/read-unit.js'

type Reads = Pick<
  Engine,
  | keyof ListCalls
  | keyof FigureCalls
  | 'get'
  | 'snapshot'
  | 'task'
  | 'trail'
  | 'deadlines'
  | 'papers'
  | 'printPaper'
  | 'vouchers'
  | 'accepted'
  | 'processOf'
  | 'related'
  | 'messages'
  | 'similar'
  | 'unit'
>

/** The engine's methods that change nothing. Pages are held to 1 to 500 rows; a wrong filter rejects with `usage-wrong`. */
export function createReads(options: {
  store: Store
  catalogue: ProcessCatalogue
  clock: Clock
  actorOf: (input: ActorInput) => Promise<Actor | undefined>
  /** What a role is called, for people. */
  titleOf: (role: string) => Text | undefined
  /** Where people and parties stand with their names. */
  book: Pick<AddressBook, 'people' | 'party'>
  files: Pick<Attachments, 'read'>
}): Reads {
  const { files, catalogue, clock, actorOf, titleOf, book } = options
  const { read } = options.store
  const inTurn = createInTurn()

  /** Changed calendars are thought of as counted again and due timers as fired: the next event would find them so. */
  async function accepted(id: string, input: ActorInput): Promise<readonly AcceptedEvent[] | undefined> {
    const record = await readRecord(read, id)
    const actor = await actorOf(input)
    if (!record || !actor) return undefined
    if (record.replayed) return []
    const process = await catalogue.version(read, record.version)
    const now = clock.now()
    return catalogue.stepFacts(read, process).run((facts) => {
      let settled = recount({ process, facts, now }, record, (id) => catalogue.hashOf(id))?.after ?? record
      let world = facts
      for (const { after, shared } of dueSteps(process, facts, settled, now)) {
        settled = after
        world = factsAfter(world, shared)
      }
      return acceptedEvents(process, world, settled, actor, now)
    })
  }

  return {
    get: (id) => readRecord(read, id),
    ...createListCalls(read),
    snapshot: (work, { takesLong = false, signal } = {}) => {
      const read = () => options.store.snapshot((at) => work(createListCalls(at)))
      return takesLong ? inTurn(read, signal) : read()
    },
    ...createFigureCalls({
      ...{ store: options.store, clock, inTurn },
      calendars: () => catalogue.calendars.values(),
    }),
    ...plainReads(read, catalogue),
    trail: (id, page, shown) => read.trail(id, boundedPage(page), shown),
    deadlines: (id) =>
      readDeadlines(
        {
          read,
          version: (hash) => catalogue.version(read, hash),
          factsOf: (process) => catalogue.factsOf(process),
          hashOf: (calendar) => catalogue.hashOf(calendar),
          now: clock.now(),
          titleOf,
        },
        id,
      ),
    ...createPaperReads({ read, version: (hash) => catalogue.version(read, hash), book, files }),
    accepted,
    processOf: (record) => catalogue.version(read, record.version),
  }
}

/** What is read as it is stored. */
function plainReads(
  read: StoreReads,
  catalogue: ProcessCatalogue,
): Pick<Engine, 'task' | 'related' | 'messages' | 'similar' | 'unit'> {
  return {
    task: (id) => read.task(id),
    related: (id, page) => readRelated(read, id, { ...page, ...boundedPage(page) }),
    messages: (filter, page) => readMessages(read, filter, boundedPage(page)),
    similar: (id) => readSimilarCases({ read, catalogue }, id),
    unit: (serial, filter) => readUnit(read, serial, filter),
  }
}
