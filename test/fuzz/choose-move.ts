import type { AcceptedEvent, Actor, InstanceRecord } from '../../engine/index.js'
import type { CheckedProcess } from '../../engine/definition/checked-process.js'
import { attachmentOf, caseOf, type FuzzWorld } from './fuzz-world.js'
import type { Move } from './move.js'
import { RandomValues } from './random-values.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const hostileEvents = [
  '',
  '@timer:x',
  '@move',
  'xstate.init',
  '__proto__',
  'constructor',
  'go to',
  'x'.repeat(300),
  '完成',
]

/** Open cases that are worked on at a time; more make each see less. */
const mostOpen = 10

/** What is done next: mostly something that moves a case on, and now and then anything else. */
export async function chooseMove(world: FuzzWorld): Promise<Move> {
  const { random, cases, engine } = world
  const open = cases.slice(-mostOpen)
  if (open.length === 0 || random.chance(0.04)) return create(world)
  const record = await caseOf(world, random.pick(open))
  if (record.status === 'ended' && random.chance(0.6)) return create(world)
  const process = await engine.processOf(record)
  return random.weighted<() => Move | Promise<Move>>([
    [60, () => send(world, process, record)],
    [14, () => wait(world, record)],
    [2, () => note(world, record)],
    [4, () => correct(world, process, record)],
    [4, () => act(world, record)],
    [6, () => onTask(world, record)],
    [2, () => together(world, record)],
    [2, () => profile(world, record)],
    [2, () => message(world, record)],
    [(await hasIncident(world)) ? 12 : 0, () => incident(world)],
    [1, () => hold(world)],
  ])()
}

function create(world: FuzzWorld): Move {
  const { random } = world
  const process = random.pick(world.workflows.processes)
  const { id, profile, startRoles } = process
  const actor = someone(world, startRoles)
  return {
    kind: 'create',
    process: random.chance(0.98) ? id : random.pick(hostileEvents),
    ...(profile !== undefined && { profile }),
    data: random.chance(0.95) ? values(world, actor).beginning(process) : {},
    actor,
  }
}

/** Where time goes to: around the next due point, or some way on. */
function wait({ random, clock }: FuzzWorld, { timers }: InstanceRecord): Move {
  const now = clock.now()
  const due = Math.min(...timers.map(({ dueAt }) => dueAt))
  const around = Number.isFinite(due) ? [due - 1, due, due + 1, due + minute] : []
  const on = [1, minute, hour, 5 * hour, day, 3 * day].map((step) => now + step)
  const far = random.chance(0.05) ? [now + 40 * day] : []
  const to = Math.max(now, random.pick([...around, ...around, ...on, ...far]))
  return { kind: 'wait', to, thenRun: random.chance(0.7) }
}

async function send(world: FuzzWorld, process: CheckedProcess, record: InstanceRecord): Promise<Move> {
  const { random, engine } = world
  const roles = [...process.states.values()]
    .filter(({ path }) => record.active.some((one) => one.path === path))
    .flatMap(({ on }) => [...on.values()].flatMap((handler) => handler.roles))
  const actor = someone(world, roles)
  const told = (await engine.accepted(record.id, actor)) ?? []
  const open = told.filter(({ answer }) => answer !== 'no')
  const from = random.chance(0.85) && open.length > 0 ? open : told
  if (from.length > 0 && random.chance(0.93))
    return sendTold(world, { process, record, actor, chosen: random.pick(from) })
  const foreign = random.pick(world.workflows.processes)
  const event = random.pick([...process.events.keys(), ...foreign.events.keys(), ...hostileEvents])
  const isListed = told.some((one) => one.event === event)
  return {
    kind: 'send',
    instance: random.chance(0.97) ? record.id : 'no-such-case',
    event,
    payload: {},
    actor,
    ...(!isListed && { foretold: { answer: 'not-listed', certain: true } }),
  }
}

function sendTold(
  world: FuzzWorld,
  from: { process: CheckedProcess; record: InstanceRecord; actor: Actor; chosen: AcceptedEvent },
): Move {
  const { random } = world
  const { process, record, actor, chosen } = from
  const form = chosen.form === undefined ? undefined : process.forms.get(chosen.form)
  const payload = form ? values(world, actor).answers(process, form) : random.chance(0.97) ? {} : { x: 1 }
  const plain = {
    kind: 'send',
    instance: record.id,
    event: chosen.event,
    payload,
    actor,
    to: chosen.state,
  } as const
  const isPlain = random.chance(0.75)
  const certain = form === undefined && Object.keys(payload).length === 0
  if (isPlain) return { ...plain, foretold: { answer: chosen.answer, certain } }
  return {
    ...plain,
    ...(random.chance(0.3) && { expectedRevision: record.revision - random.whole(0, 1) }),
    ...(random.chance(0.3) && {
      expectedVisit: { state: chosen.state, visit: chosen.visit - random.whole(0, 1) },
    }),
    ...(random.chance(0.4) && {
      occurredAt: world.clock.now() + random.pick([-hour, -day, -4 * day, -40 * day, hour]),
    }),
    ...(random.chance(0.3) && { idempotencyKey: `key-${random.whole(1, 6)}` }),
  }
}

function note(world: FuzzWorld, { id }: InstanceRecord): Move {
  const text = JSON.stringify(values(world, anyone(world)).garbage()).slice(0, 500)
  return { kind: 'note', instance: id, text, actor: anyone(world) }
}

function correct(world: FuzzWorld, process: CheckedProcess, { id }: InstanceRecord): Move {
  const { random } = world
  const { fields = [], roles = [] } = process.editable ?? {}
  const actor = someone(world, roles)
  const paths =
    random.chance(0.85) && fields.length > 0 ? fields : [...Object.keys(process.fields), '__proto__', 'x.y']
  const path = random.pick(paths)
  const changes = { [path]: values(world, actor).forField(process, path) }
  return { kind: 'correct', instance: id, changes, reason: 'entered wrongly', actor }
}

function act(world: FuzzWorld, { id, suspended }: InstanceRecord): Move {
  const { random } = world
  const kind =
    suspended && random.chance(0.8) ? 'resume' : random.pick(['suspend', 'resume', 'recompute'] as const)
  return { kind, instance: id, reason: 'tried out', actor: anyone(world) }
}

function onTask(world: FuzzWorld, { id, tasks }: InstanceRecord): Move {
  const { random } = world
  const task = tasks.length > 0 && random.chance(0.95) ? random.pick(tasks) : undefined
  const base = { task: task?.id ?? 'no-such-task' }
  const actor = someone(world, task?.roles ?? [])
  const kind = random.pick(['claimTask', 'claimTask', 'releaseTask', 'assignTask', 'reassign'] as const)
  if (kind === 'claimTask' || kind === 'releaseTask') return { ...base, kind, actor }
  const to = someone(world, task?.roles ?? []).id
  if (kind === 'assignTask') return { ...base, kind, to, actor }
  return { ...base, kind, instance: id, actor, ...(random.chance(0.7) && { to }) }
}

function together(world: FuzzWorld, { id }: InstanceRecord): Move {
  const { random, cases } = world
  const kind = random.chance(0.4) ? 'merge' : 'link'
  return { kind, instance: id, other: random.pick(cases), actor: anyone(world) }
}

function profile(world: FuzzWorld, { id, process }: InstanceRecord): Move {
  const { random, workflows } = world
  const profiles = workflows.processes.flatMap((one) => (one.id === process ? [one.profile ?? ''] : []))
  return {
    kind: 'applyProfile',
    instance: id,
    profile: random.pick([...profiles, 'no-such-profile']),
    dryRun: random.chance(0.4),
    actor: anyone(world),
  }
}

async function message(world: FuzzWorld, { id }: InstanceRecord): Promise<Move> {
  const { random, engine } = world
  const { messages = [] } = (await engine.related(id)) ?? {}
  const found = messages.length > 0 ? random.pick(messages).id : `${id}-p1`
  return {
    kind: random.pick(['retryMessage', 'discardMessage'] as const),
    message: found,
    actor: anyone(world),
  }
}

async function hasIncident({ engine }: FuzzWorld): Promise<boolean> {
  return (await engine.countIncidents()) > 0
}

/** A decision about an open incident, or about one that is settled or was never there. */
async function incident(world: FuzzWorld): Promise<Move> {
  const { random, engine } = world
  const status = random.chance(0.9) ? 'open' : 'retried'
  const { items } = await engine.incidents({ status }, { limit: 50 })
  return {
    kind: random.pick(['retryIncident', 'skipIncident', 'sendBackIncident'] as const),
    incident: items.length > 0 ? random.pick(items).id : 'no-such-incident',
    value: random.pick([{}, { receipt: 'by hand' }, { receipt: 7 }, { other: [1, { two: 2 }] }]),
    actor: anyone(world),
  }
}

function hold(world: FuzzWorld): Move {
  return {
    kind: world.random.pick(['holdEffects', 'releaseEffects', 'releaseEffects']),
    actor: anyone(world),
  }
}

/** Mostly somebody with one of these roles. */
function someone(world: FuzzWorld, roles: readonly string[]): Actor {
  const fitting = world.actors.filter((actor) => actor.roles.some((role) => roles.includes(role)))
  return fitting.length > 0 && world.random.chance(0.9) ? world.random.pick(fitting) : anyone(world)
}

function anyone({ random, actors }: FuzzWorld): Actor {
  return random.pick(actors)
}

function values({ random, actors, clock }: FuzzWorld, actor: Actor): RandomValues {
  return new RandomValues({
    random,
    people: actors.map(({ id }) => id),
    attachments: [attachmentOf(actor.id)],
    now: () => clock.now(),
  })
}
