import { outsideReads } from './outside-work.js'
import type { StoreReads } from './port.js'
import type { Session } from './session.js'
import { readAnchorHeads, readAnchors, readLastAnchor } from './tables/anchors.js'
import { readApiKeyByHash, readApiKeys } from './tables/api-keys.js'
import { listInstancesCountedWith, readCalendarSets } from './tables/calendar-sets.js'
import {
  readAttachment,
  readAttachmentsOf,
  readAttachmentUses,
  readContent,
  readContentNames,
  readStoredAttachments,
} from './tables/attachments.js'
import { isUsedInProcesses, readHolders, readPartyUses } from './tables/attachment-sight.js'
import { readCalendarVersion, readCalendarVersions } from './tables/calendars.js'
import { listCasesBegun } from './tables/cases-begun.js'
import { checkChangeCursor, readChangeCursor, readChanges } from './tables/changes.js'
import { countInstances, listInstances, readHeads, readInstance } from './tables/instances.js'
import { readProcessesOf, readRecords } from './tables/instances-by-id.js'
import { readProcessVersion, readProcessVersions } from './tables/processes.js'
import { readReplayProgress } from './tables/replay-progress.js'
import {
  readOpenSlots,
  readRefusedStarts,
  readSchedules,
  readSlots,
  readStartedObjects,
} from './tables/schedules.js'
import { readLinks } from './tables/links.js'
import {
  countBehind,
  listMessages,
  readBegins,
  readDueMessages,
  readOpenMessages,
} from './tables/message-lists.js'
import { readMessage } from './tables/messages.js'
import { readSimilar } from './tables/similar-cases.js'
import { readSeries } from './tables/series.js'
import { readRotation } from './tables/rotations.js'
import { listTasks } from './tables/task-list.js'
import { readLoads, readTask } from './tables/tasks.js'
import { readDueInstances, readNextTimerAt } from './tables/timers.js'
import { listVouchers, readUsedVouchers } from './tables/vouchers.js'
import { readUnit } from './tables/units.js'
import { listTrail, readChain, readChainStates, readOrphanTrails } from './tables/trail.js'

/** The reading half of the port over one session. */
export function createReads(session: Session): StoreReads {
  return {
    unit: (serial) => readUnit(session, serial),
    storedAttachments: (ids) => readStoredAttachments(session, ids),
    ...contentReads(session),
    attachmentUses: (id, limit) => readAttachmentUses(session, id, limit),
    attachmentUsedIn: (id, processes) => isUsedInProcesses(session, id, processes),
    attachmentPartyUses: (id, filter) => readPartyUses(session, id, filter),
    attachmentHolders: (id, where) => readHolders(session, id, where),
    attachmentsOf: (cases, ids) => readAttachmentsOf(session, cases, ids),
    processesOf: (instances) => readProcessesOf(session, instances),
    records: (instances) => readRecords(session, instances),
    series: (keys) => readSeries(session, keys),
    instance: (id) => readInstance(session, id),
    ...messageReads(session),
    links: (instance, page) => readLinks(session, instance, page),
    similar: (request) => readSimilar(session, request),
    instances: (filter, page) => listInstances(session, filter, page),
    casesBegun: (filter, page) => listCasesBegun(session, filter, page),
    countInstances: (filter) => countInstances(session, filter),
    tasks: (filter, page) => listTasks(session, filter, page),
    task: (id) => readTask(session, id),
    loads: (people, more) => readLoads(session, people, more),
    rotation: (key) => readRotation(session, key),
    usedVouchers: (numbers) => readUsedVouchers(session, numbers),
    vouchers: (filter, page) => listVouchers(session, filter, page),
    trail: (instance, page) => listTrail(session, instance, page),
    changes: (after, limit) => readChanges(session, after, limit),
    changeCursor: (from) => readChangeCursor(session, from),
    checkChangeCursor: (cursor) => checkChangeCursor(session, cursor),
    ...outsideReads(session),
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

/** Messages between cases. */
function messageReads(
  session: Session,
): Pick<
  StoreReads,
  'dueMessages' | 'message' | 'messages' | 'messagesBehind' | 'beginOf' | 'beginsOf' | 'openMessages'
> {
  return {
    dueMessages: (now, limit) => readDueMessages(session, now, limit),
    message: (id) => readMessage(session, id),
    messages: (status, page) => listMessages(session, status, page),
    messagesBehind: (ids) => countBehind(session, ids),
    beginOf: async (instance) => (await readBegins(session, [instance]))[0],
    beginsOf: (instances) => readBegins(session, instances),
    openMessages: (instance, page) => readOpenMessages(session, instance, page),
  }
}

function contentReads(
  session: Session,
): Pick<StoreReads, 'attachment' | 'attachmentContent' | 'contentNames'> {
  return {
    attachment: (id) => readAttachment(session, id),
    attachmentContent: (sha256) => readContent(session, sha256),
    contentNames: (after, limit) => readContentNames(session, after, limit),
  }
}
