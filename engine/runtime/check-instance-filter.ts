import type { InstanceFilter } from '../store/port.js'
import { checkKeys, checkObject, checkParty, checkText, wrong } from './check-request.js'

type Check = (name: string, value: unknown) => void

const isText = checkText

const texts: Check = (name, value) => {
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string'))
    throw wrong(name, 'a list of texts', value)
}

const instant: Check = (name, value) => {
  if (!Number.isSafeInteger(value)) throw wrong(name, 'an instant in milliseconds', value)
}

const flag: Check = (name, value) => {
  if (typeof value !== 'boolean') throw wrong(name, 'true or false', value)
}

const status: Check = (name, value) => {
  if (value !== 'active' && value !== 'ended') throw wrong(name, "'active' or 'ended'", value)
}

/** Somebody's sight that is none must not list what others see. */
const scope: Check = (name, value) => {
  checkObject(name, value)
  if (!Array.isArray((value as { readonly anyOf?: unknown }).anyOf))
    throw wrong(`${name}.anyOf`, 'a list', value)
}

const fields: Check = (name, value) => {
  if (!Array.isArray(value)) throw wrong(name, "a list of objects with 'field' and 'value'", value)
  for (const each of value as readonly unknown[]) {
    checkObject(name, each)
    const { field, value: wanted } = each as { readonly field?: unknown; readonly value?: unknown }
    checkText(`${name}.field`, field)
    checkText(`${name}.value`, wanted)
  }
}

/** An object that tells of a time, with texts and flags beside it. */
const period =
  (more: { readonly [name: string]: Check }): Check =>
  (name, value) => {
    checkObject(name, value)
    const known: { readonly [name: string]: Check } = { from: instant, to: instant, ...more }
    checkKeys(value as object, Object.keys(known))
    for (const [key, each] of Object.entries(value as object))
      if (each !== undefined) known[key]?.(`${name}.${key}`, each)
  }

const checks: { readonly [Key in keyof InstanceFilter]-?: Check } = {
  process: isText,
  processes: texts,
  version: isText,
  state: isText,
  states: texts,
  status,
  outcome: isText,
  createdFrom: instant,
  createdTo: instant,
  updatedFrom: instant,
  updatedTo: instant,
  endedFrom: instant,
  endedTo: instant,
  breached: period({ deadline: isText }),
  left: period({ state: isText, again: flag }),
  overdueAt: instant,
  dueBefore: instant,
  dueFrom: instant,
  taskRoles: texts,
  assignee: isText,
  suspended: flag,
  hasIncident: flag,
  party: (_name, value) => checkParty(value as InstanceFilter['party']),
  within: scope,
  unit: isText,
  fields,
  q: isText,
}

/**
 * Throws `usage-wrong` for a key that narrows nothing and for a value of another kind: a slip of the pen must not list
 * everything.
 */
export function checkInstanceFilter(filter: InstanceFilter): void {
  checkKeys(filter, Object.keys(checks))
  for (const [name, value] of Object.entries(filter))
    if (value !== undefined) checks[name as keyof InstanceFilter](name, value)
}
