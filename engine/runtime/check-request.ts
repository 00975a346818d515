import { EngineError, nearestName } from '../errors/index.js'
import type {
  IncidentFilter,
  IncidentStatus,
  InstanceFilter,
  TaskFilter,
  VoucherFilter,
} from '../store/port.js'
import type { Commands } from './commands.js'
import type { ActionRequest } from './engine.js'

/** What every request of a program may hold, whatever it asks for. */
interface AnyRequest {
  readonly actor: unknown
  readonly idempotencyKey?: unknown
  readonly expectedRevision?: unknown
}

/**
 * The same commands behind a check of what a program without types may get wrong. They reject with `usage-wrong` and
 * the name of the argument, so that the mistake shows where it was made and not deep inside a step.
 */
export function withCheckedRequests(commands: Commands): Commands {
  return {
    create: async (process, request) => {
      checkText('process', process)
      checkRequest(request)
      if (request.data !== undefined) checkObject('data', request.data)
      return commands.create(process, request)
    },
    send: async (instance, event, request) => {
      checkText('instance', instance)
      checkText('event', event)
      checkRequest(request)
      if (request.payload !== undefined) checkObject('payload', request.payload)
      return commands.send(instance, event, request)
    },
    note: async (instance, request) => {
      checkText('instance', instance)
      checkRequest(request)
      checkFilled('text', request.text)
      return commands.note(instance, request)
    },
    correct: async (instance, request) => {
      checkText('instance', instance)
      checkRequest(request)
      checkObject('changes', request.changes)
      checkReason(request.reason)
      return commands.correct(instance, request)
    },
  }
}

/** What every operator's action on a case must hold. */
export function checkAction(instance: string, request: ActionRequest): void {
  checkText('instance', instance)
  checkRequest(request)
  checkReason(request.reason)
}

/** An argument that may be left out. */
export function checkOptional(name: string, value: unknown, type: 'string' | 'boolean'): void {
  if (value === undefined || typeof value === type) return
  throw wrong(name, type === 'string' ? 'a text' : 'true or false', value)
}

/** What every request holds: who asks, and perhaps a key and a revision. */
export function checkRequest(request: AnyRequest): void {
  checkObject('the request', request)
  checkActor(request.actor)
  const { idempotencyKey, expectedRevision } = request
  if (idempotencyKey !== undefined) checkFilled('idempotencyKey', idempotencyKey)
  if (expectedRevision !== undefined && !Number.isInteger(expectedRevision))
    throw wrong('expectedRevision', 'a whole number', expectedRevision)
}

/** An argument that must be a text. */
export function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string') throw wrong(name, 'a text', value)
}

function checkFilled(name: string, value: unknown): void {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(name, 'a text that is not empty', value)
}

/** Longest reason that can be given, in characters: it is kept in the trail for good. */
export const longestReason = 2_000

/** A reason: some words, and not too many. */
export function checkReason(value: unknown, name = 'reason'): void {
  checkFilled(name, value)
  if (typeof value === 'string' && value.length > longestReason)
    throw wrong(name, `a text of at most ${longestReason} characters`, value)
}

/** An argument that must be an object. */
export function checkObject(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(name, 'an object', value)
}

const taskKeys: { readonly [Key in keyof TaskFilter]-?: true } = {
  party: true,
  roles: true,
  within: true,
  process: true,
  instance: true,
  assignee: true,
  unassigned: true,
}

const voucherKeys: { readonly [Key in keyof VoucherFilter]-?: true } = {
  paper: true,
  number: true,
  state: true,
  instance: true,
  processes: true,
  within: true,
}

/** A party that is no party must not list what belongs to others. */
export function checkParty(party: InstanceFilter['party']): void {
  if (party === undefined) return
  checkObject('party', party)
  checkFilled('party.party', party.party)
  if (!Array.isArray(party.roles)) throw wrong('party.roles', 'a list of roles', party.roles)
}

/** Throws `usage-wrong` for a key that narrows nothing: a slip of the pen must not list everything. */
export function checkTaskFilter(filter: TaskFilter): void {
  checkKeys(filter, Object.keys(taskKeys))
  checkParty(filter.party)
  if (filter.unassigned !== undefined && typeof filter.unassigned !== 'boolean')
    throw wrong('unassigned', 'true or false', filter.unassigned)
}

const incidentKeys: { readonly [Key in keyof IncidentFilter]-?: true } = {
  status: true,
  process: true,
  processes: true,
  instance: true,
}

const incidentStatuses: { readonly [Status in IncidentStatus]: true } = {
  open: true,
  retried: true,
  skipped: true,
  'sent-back': true,
  overtaken: true,
}

/** The same for a filter of incidents. */
export function checkIncidentFilter(filter: IncidentFilter): void {
  checkKeys(filter, Object.keys(incidentKeys))
  const { status } = filter
  if (status !== undefined && !Object.hasOwn(incidentStatuses, status))
    throw wrong('status', Object.keys(incidentStatuses).join(', '), status)
}

/** The same for a filter of papers. */
export function checkVoucherFilter(filter: VoucherFilter): void {
  checkKeys(filter, Object.keys(voucherKeys))
}

/** Throws `usage-wrong` unless a filter is an object with keys that are known, with the nearest one. */
export function checkKeys(filter: object, known: readonly string[]): void {
  checkObject('the filter', filter)
  const unknown = Object.keys(filter).find((key) => !known.includes(key))
  if (unknown === undefined) return
  const nearest = nearestName(unknown, known)
  const meant = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  throw new EngineError(
    'usage-wrong',
    `Expected a filter by ${known.join(', ')}, but found '${unknown}'.${meant}`,
  )
}

function checkActor(actor: unknown): void {
  const { id, roles, via } = (actor ?? {}) as { id?: unknown; roles?: unknown; via?: unknown }
  const named = typeof actor === 'string' && actor !== ''
  const whole =
    typeof id === 'string' &&
    id !== '' &&
    Array.isArray(roles) &&
    roles.every((role) => typeof role === 'string') &&
    (via === undefined || typeof via === 'string')
  if (!named && !whole) throw wrong('actor', "an id, or an object with 'id' and a list of 'roles'", actor)
}

/** What is wrong with an argument. The value itself is not told: it may be a customer's. */
export function wrong(name: string, expected: string, value: unknown): EngineError {
  return new EngineError(
    'usage-wrong',
    `Expected ${expected} as ${name.includes(' ') ? name : `'${name}'`}, but found ${kindOf(value)}.`,
  )
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (value === '') return 'an empty text'
  if (Array.isArray(value)) return 'a list'
  return { string: 'another text', object: 'another object' }[typeof value as string] ?? `a ${typeof value}`
}
