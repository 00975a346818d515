import type { StoreReads } from './port.js'
import type { Session } from './session.js'
import { readAnchorHeads, readAnchors, readLastAnchor } from './tables/anchors.js'
import { readApiKeyByHash, readApiKeys } from './tables/api-keys.js'
import { listInstancesCountedWith, readCalendarSets } from './tables/calendar-sets.js'
import { readCalendarVersion, readCalendarVersions } from './tables/calendars.js'
import { readEffects } from './tables/effects.js'
import { countInstances, listInstances, readHeads, readInstance } from './tables/instances.js'
import { readProcessVersion, readProcessVersions } from './tables/processes.js'
import { readReplayProgress } from './tables/replay-progress.js'
import {
  readOpenSlots,
  readRefusedStarts,
  readSchedules,
  readSlots,
  readStartedObjects,
} from './tables/schedules.js'
import { listTasks, readTask } from './tables/tasks.js'
import { readDueInstances, readNextTimerAt } from './tables/timers.js'
import { listTrail, readChain, readChainStates, readOrphanTrails } from './tables/trail.js'

/** The reading half of the port over one session. */
export function createReads(session: Session): StoreReads {
  return {
    instance: (id) => readInstance(session, id),
    instances: (filter, page) => listInstances(session, filter, page),
    countInstances: (filter) => countInstances(session, filter),
    tasks: (filter, page) => listTasks(session, filter, page),
    task: (id) => readTask(session, id),
    trail: (instance, page) => listTrail(session, instance, page),
    effects: (instance) => readEffects(session, instance),
    dueInstances: (now, limit) => readDueInstances(session, now, limit),
    nextTimerAt: () => readNextTimerAt(session),
    processVersion: (hash) => readProcessVersion(session, hash),
    processVersions: (process) => readProcessVersions(session, process),
    calendarVersion: (hash) => readCalendarVersion(session, hash),
    calendarVersions: (id) => readCalendarVersions(session, id),
    calendarSets: () => readCalendarSets(session),
    instancesCountedWith: (set, page) => listInstancesCountedWith(session, set, page),
    apiKeyByHash: (hash) => readApiKeyByHash(session, hash),
    apiKeys: () => readApiKeys(session),
    lastAnchor: () => readLastAnchor(session),
    anchors: () => readAnchors(session),
    heads: (after, limit) => readHeads(session, after, limit),
    chainStates: (after, limit) => readChainStates(session, after, limit),
    chain: (instance, page) => readChain(session, instance, page),
    orphanTrails: (after, limit) => readOrphanTrails(session, after, limit),
    anchorHeads: (anchor, after, limit) => readAnchorHeads(session, anchor, { after, limit }),
    replayProgress: (run) => readReplayProgress(session, run),
    schedules: () => readSchedules(session),
    openScheduleSlots: () => readOpenSlots(session),
    scheduleSlots: (schedule, limit) => readSlots(session, schedule, limit),
    startedObjects: (slot, objects) => readStartedObjects(session, slot, objects),
    refusedStarts: (schedule, limit) => readRefusedStarts(session, schedule, limit),
    async ping() {
      await session.run('select 1')
    },
  }
}
