import { acceptedEvents, dueSteps } from '../core/index.js'
import type { Actor } from '../core/command.js'
import type { AcceptedEvent } from '../core/step-result.js'
import type { Text } from '../errors/json.js'
import type { PageRequest, Store } from '../store/port.js'
import { checkInstanceFilter, checkTaskFilter } from './check-request.js'
import { readDeadlines } from './deadlines/read-deadlines.js'
import type { ActorInput, Engine } from './engine.js'
import type { Clock } from './ports.js'
import type { ProcessCatalogue } from './process-catalogue.js'
import { recount } from './recount.js'
import { readRecord } from './stored-record.js'

const pageSize = 50
const largestPage = 500

type Reads = Pick<
  Engine,
  'get' | 'list' | 'count' | 'tasks' | 'task' | 'trail' | 'deadlines' | 'effects' | 'accepted' | 'processOf'
>

/** The engine's methods that change nothing. Pages are held to 1 to 500 rows; a wrong filter rejects with `usage-wrong`. */
export function createReads(options: {
  store: Store
  catalogue: ProcessCatalogue
  clock: Clock
  actorOf: (input: ActorInput) => Promise<Actor | undefined>
  /** What a role is called, for people. */
  titleOf: (role: string) => Text | undefined
}): Reads {
  const { catalogue, clock, actorOf, titleOf } = options
  const { read } = options.store

  /** Changed calendars are thought of as counted again and due timers as fired: the next event would find them so. */
  async function accepted(id: string, input: ActorInput): Promise<readonly AcceptedEvent[] | undefined> {
    const record = await readRecord(read, id)
    const actor = await actorOf(input)
    if (!record || !actor) return undefined
    if (record.replayed) return []
    const process = await catalogue.version(read, record.version)
    const facts = catalogue.factsOf(process)
    const now = clock.now()
    let settled = recount({ process, facts, now }, record, (id) => catalogue.hashOf(id))?.after ?? record
    for (const { after } of dueSteps(process, facts, settled, now)) settled = after
    return acceptedEvents(process, facts, settled, actor, now)
  }

  return {
    get: (id) => readRecord(read, id),
    list: async (filter = {}, page) => {
      checkInstanceFilter(filter)
      return read.instances(filter, bounded(page))
    },
    count: async (filter = {}) => {
      checkInstanceFilter(filter)
      return read.countInstances(filter)
    },
    tasks: async (filter = {}, page) => {
      checkTaskFilter(filter)
      return read.tasks(filter, bounded(page))
    },
    task: (id) => read.task(id),
    trail: (id, page) => read.trail(id, bounded(page)),
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
    effects: (id) => read.effects(id),
    accepted,
    processOf: (record) => catalogue.version(read, record.version),
  }
}

function bounded(page: Partial<PageRequest> = {}): PageRequest {
  return { ...page, limit: Math.min(Math.max(page.limit ?? pageSize, 1), largestPage) }
}
