import type { OutsideReads, OutsideWrites } from './outside-rows.js'
import type { Session } from './session.js'
import { readBacklog, readLeases } from './tables/backlog.js'
import { claimEffects, readPendingLanes, readSoonestEffects, renewEffects } from './tables/effect-claims.js'
import { readEffects, readEffectsById, updateEffects } from './tables/effects.js'
import {
  countIncidents,
  insertIncident,
  listIncidents,
  overtakeIncidents,
  readIncident,
  settleIncident,
} from './tables/incidents.js'
import { deleteSwitch, insertSwitch, readSwitches, releaseHeldBegins } from './tables/switches.js'

/** What is read of work outside, over one session. */
export function outsideReads(session: Session): OutsideReads {
  return {
    effects: (instance) => readEffects(session, instance),
    effectsById: (ids) => readEffectsById(session, ids),
    soonestEffects: (lanes) => readSoonestEffects(session, lanes),
    pendingLanes: () => readPendingLanes(session),
    incident: (id) => readIncident(session, id),
    incidents: (filter, page) => listIncidents(session, filter, page),
    countIncidents: (filter) => countIncidents(session, filter),
    switches: () => readSwitches(session),
    backlog: (now) => readBacklog(session, now),
    leases: () => readLeases(session),
  }
}

/** What is written of work outside, inside one write transaction. */
export function outsideWrites(session: Session): OutsideWrites {
  return {
    claimEffects: (lanes, claim) => claimEffects(session, lanes, claim),
    renewEffects: (ids, claim) => renewEffects(session, ids, claim),
    lockEffects: (ids) => readEffectsById(session, ids, { lock: true }),
    saveEffects: (changes) => updateEffects(session, changes),
    overtakeIncidents: (effects, at) => overtakeIncidents(session, effects, at),
    addIncident: (incident) => insertIncident(session, incident),
    lockIncident: (id) => readIncident(session, id, { lock: true }),
    saveIncident: (settled) => settleIncident(session, settled),
    addSwitch: (row) => insertSwitch(session, row),
    removeSwitch: (name) => deleteSwitch(session, name),
    releaseHeldBegins: (now) => releaseHeldBegins(session, now),
  }
}
