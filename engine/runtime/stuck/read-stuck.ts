import { acceptedEvents, dueSteps, factsAfter } from '../../core/index.js'
import type { Actor, Candidate, Facts } from '../../core/command.js'
import type { InstanceRecord } from '../../core/record.js'
import type { AcceptedEvent } from '../../core/step-result.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Text } from '../../errors/index.js'
import type { StoreReads } from '../../store/port.js'
import { plainCalendar, type Instant } from '../../time/index.js'
import { holdEffects } from '../effects/switches.js'
import { recount } from '../recount.js'
import { StepFacts } from '../step-facts.js'
import { readRecord } from '../stored-record.js'
import type { LookedAt, StuckCase } from './stuck-case.js'
import { tellStuck } from './tell-stuck.js'
import type { ToldStuck } from './told-stuck.js'

/** The database, and the world in force. */
export interface StuckWorld {
  readonly read: StoreReads
  readonly version: (hash: string) => Promise<CheckedProcess>
  readonly factsOf: (process: CheckedProcess) => Facts
  /** Hash of the version of a calendar that is in force. */
  readonly hashOf: (calendar: string) => string | undefined
  readonly now: Instant
  /** What a role of the organisation is called. */
  readonly titleOf?: (role: string) => Text | undefined
  /** Everybody whose name is known. */
  readonly people?: () => Promise<readonly Candidate[]>
}

/** Messages and incidents of one case that are looked at. */
const atMost = 50

/** Says why a case does not move and what would move it. Changes nothing; `undefined` where there is no such case. */
export async function readStuck(world: StuckWorld, id: string): Promise<ToldStuck | undefined> {
  const { read, now, titleOf = () => undefined, people = () => Promise.resolve([]) } = world
  const record = await readRecord(read, id)
  if (!record) return undefined
  const process = await world.version(record.version)
  const known = world.factsOf(process)
  // A case whose calendars have changed is told as it will be counted.
  const counted = record.replayed ? undefined : recount({ process, facts: known, now }, record, world.hashOf)
  const current = counted?.after ?? record
  const accepted = record.replayed
    ? []
    : await new StepFacts({ rows: read, people }, known).run((facts) =>
        acceptedBy({ process, record: current, now }, facts),
      )
  const names = new Map((await people()).map((person) => [person.id, person.name]))
  return tellStuck({
    ...{ record: current, process, now, accepted, titleOf },
    ...provisional(current, known),
    nameOf: (person) => names.get(person) ?? person,
    ...(await surroundings(read, record)),
  })
}

type Surroundings = Pick<StuckCase, 'effects' | 'incidents' | 'messages' | 'children' | 'isHeld'>

/** What stands around the case: effects, incidents, messages, the cases it waits for. */
async function surroundings(read: StoreReads, record: InstanceRecord): Promise<Surroundings> {
  const { id, invocations } = record
  const children = invocations.flatMap((one) => one.children ?? []).map(({ instance }) => instance)
  const { items } = await read.openMessages(id, { limit: atMost })
  const incidents = await read.incidents({ instance: id, status: 'open' }, { limit: atMost })
  const switches = await read.switches()
  return {
    effects: await read.effects(id),
    incidents: incidents.items,
    messages: items.filter(({ status }) => status === 'pending' || status === 'waiting' || status === 'held'),
    children: new Map((await read.records(children)).map((child) => [child.id, child])),
    isHeld: switches.some(({ name }) => name === holdEffects),
  }
}

interface Looked {
  readonly process: CheckedProcess
  readonly record: InstanceRecord
  readonly now: Instant
}

/**
 * What is accepted, each event through the eyes of whoever it waits for: the person whose task it is, the party the case
 * has for its role, or anybody with its roles. What is due by now is thought of as done: the next event would find it so.
 */
function acceptedBy({ process, record, now }: Looked, facts: Facts): readonly LookedAt[] {
  let [settled, world] = [record, facts]
  for (const { after, shared } of dueSteps(process, facts, record, now)) {
    settled = after
    world = factsAfter(world, shared)
  }
  const seen = (actor: Actor): readonly AcceptedEvent[] => acceptedEvents(process, world, settled, actor, now)
  const everybody = seen(somebody(process, {}))
  return everybody.map((event) => {
    const person = settled.tasks.find(({ state }) => state === event.state)?.assignee
    const party = event.roles.map((role) => settled.parties?.[role]).find((one) => one !== undefined)
    if (person === undefined && party === undefined) return event
    const own = seen(somebody(process, { id: person, party }))
    const found = own.find((one) => one.event === event.event && one.state === event.state) ?? event
    return { ...found, ...(person !== undefined && { person }) }
  })
}

/** An actor with every role the process knows, so that only what is not a matter of roles stands in the way. */
function somebody(
  process: CheckedProcess,
  { id = '@somebody', party }: { readonly id?: string | undefined; readonly party?: string | undefined },
): Actor {
  const handlers = [...process.states.values()].flatMap(({ on }) => [...on.values()])
  const roles = [...new Set(handlers.flatMap((handler) => handler.roles))]
  return { id, roles, ...(party !== undefined && { party }) }
}

/** The zone of the case, and calendars some due point is counted with beyond what is published of them. */
function provisional(
  { deadlines, waits }: InstanceRecord,
  { calendar }: Facts,
): Pick<StuckCase, 'zone' | 'unpublished'> {
  const { id, zone } = calendar ?? plainCalendar('UTC')
  const open = [...deadlines, ...waits].filter((clock) => clock.provisional)
  return { zone, unpublished: [...new Set(open.map((clock) => clock.calendar?.id ?? id))] }
}
