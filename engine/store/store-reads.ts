import { keptReads } from './kept.js'
import { outsideReads } from './outside-work.js'
import { readOutsideContents } from './database-holdings.js'
import type { StoreReads } from './port.js'
import type { Session } from './session.js'
import { readAnchorHeads, readAnchors, readLastAnchor } from './tables/anchors.js'
import { readApiKey, readApiKeyByHash, readApiKeys } from './tables/api-keys.js'
import { listInstancesCountedWith, readCalendarSets } from './tables/calendar-sets.js'
import {
  countUnusedAttachments,
  readAttachment,
  readAttachmentsOf,
  readAttachmentUses,
  readContent,
  readContentNames,
  readStoredAttachments,
} from './tables/attachments.js'
import { isUsedWithin, readHolders, readPartyUses } from './tables/attachment-sight.js'
import { readCalendarVersion, readCalendarVersions } from './tables/calendars.js'
import { listCasesBegun } from './tables/cases-begun.js'
import { readDiagramLayout } from './tables/diagram-layouts.js'
import { readCustomerLink, readCustomerLinks } from './tables/customer-links.js'
import { checkChangeCursor, readChangeCursor, readChanges } from './tables/changes.js'
import { readFigures } from './tables/figures.js'
import { listInstances } from './tables/instance-list.js'
import {
  countInstances,
  countInstancesBy,
  readInstanceNumbers,
  readInstanceRows,
} from './tables/instance-sets.js'
import { readHeads, readInstance } from './tables/instances.js'
import { readProcessesOf, readRecords, readWithin } from './tables/instances-by-id.js'
import { countOperatorActions, listOperatorActions } from './tables/operator-actions.js'
import {
  countOpenByVersion,
  readProcessVersion,
  readProcessVersions,
  readVersionSource,
  readVersionStandings,
} from './tables/processes.js'
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
import { listSessions, readSession, readSessionByHash } from './tables/sessions.js'
import { readSeries } from './tables/series.js'
import { readRotation } from './tables/rotations.js'
import { listTasks } from './tables/task-list.js'
import { readLoads, readTask } from './tables/tasks.js'
import { readDueInstances, readNextTimerAt } from './tables/timers.js'
import { listVouchers, readUsedVouchers } from './tables/vouchers.js'
import { readSameValues } from './tables/search.js'
import { readUnit } from './tables/units.js'
import {
  listTrail,
  readChain,
  readChainStates,
  readChainText,
  readChainTotals,
  readOrphanTrails,
} from './tables/trail.js'

/** The reading half of the port over one session. */
export function createReads(session: Session): StoreReads {
  return {
    ...sharedReads(session),
    ...attachmentReads(session),
    processesOf: (instances) => readProcessesOf(session, instances),
    records: (instances) => readRecords(session, instances),
    within: (instances, scope) => readWithin(session, instances, scope),
    diagramLayout: (key) => readDiagramLayout(session, key),
    customerLink: (id) => readCustomerLink(session, id),
    customerLinks: (instance) => readCustomerLinks(session, instance),
    instance: (id) => readInstance(session, id),
    ...messageReads(session),
    links: (instance, page) => readLinks(session, instance, page),
    similar: (request) => readSimilar(session, request),
    ...listReads(session),
    vouchers: (filter, page) => listVouchers(session, filter, page),
    trail: (instance, page, shown) => listTrail(session, instance, page, shown),
    changes: (after, limit) => readChanges(session, after, limit),
    changeCursor: (from) => readChangeCursor(session, from),
    checkChangeCursor: (cursor) => checkChangeCursor(session, cursor),
    ...outsideReads(session),
    ...keptReads(session),
    operatorActions: (filter, page) => listOperatorActions(session, filter, page),
    countOperatorActions: (filter) => countOperatorActions(session, filter),
    dueInstances: (now, limit) => readDueInstances(session, now, limit),
    nextTimerAt: () => readNextTimerAt(session),
    processVersion: (hash) => readProcessVersion(session, hash),
    processVersions: (process) => readProcessVersions(session, process),
    versionStandings: () => readVersionStandings(session),
    versionSource: (hash) => readVersionSource(session, hash),
    openCasesByVersion: (process) => countOpenByVersion(session, process),
    calendarVersion: (hash) => readCalendarVersion(session, hash),
    calendarVersions: (id) => readCalendarVersions(session, id),
    calendarSets: () => readCalendarSets(session),
    instancesCountedWith: (set, page) => listInstancesCountedWith(session, set, page),
    ...identityReads(session),
    lastAnchor: () => readLastAnchor(session),
    anchors: (page) => readAnchors(session, page),
    heads: (after, limit) => readHeads(session, after, limit),
    chainStates: (after, limit, until) => readChainStates(session, { after, limit, until }),
    chainText: (parts) => readChainText(session, parts),
    chainTotals: () => readChainTotals(session),
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

/** Rows that cases share, and what other cases tell. */
function sharedReads(
  session: Session,
): Pick<StoreReads, 'unit' | 'sameValues' | 'series' | 'loads' | 'rotation' | 'usedVouchers'> {
  return {
    unit: (serial) => readUnit(session, serial),
    sameValues: (wanted, cases) => readSameValues(session, wanted, cases),
    series: (keys) => readSeries(session, keys),
    loads: (people, more) => readLoads(session, people, more),
    rotation: (key) => readRotation(session, key),
    usedVouchers: (numbers) => readUsedVouchers(session, numbers),
  }
}

/** Lists, counts and exports of cases and tasks. */
function listReads(
  session: Session,
): Pick<
  StoreReads,
  | 'instances'
  | 'casesBegun'
  | 'countInstances'
  | 'countInstancesBy'
  | 'instanceNumbers'
  | 'instanceRows'
  | 'figures'
  | 'tasks'
  | 'task'
> {
  return {
    instances: (filter, page) => listInstances(session, filter, page),
    casesBegun: (filter, page) => listCasesBegun(session, filter, page),
    countInstances: (filter) => countInstances(session, filter),
    countInstancesBy: (by, filter) => countInstancesBy(session, by, filter),
    instanceNumbers: (filter) => readInstanceNumbers(session, filter),
    instanceRows: (numbers) => readInstanceRows(session, numbers),
    figures: (request) => readFigures(session, request),
    tasks: (filter, page) => listTasks(session, filter, page),
    task: (id) => readTask(session, id),
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

function identityReads(
  session: Session,
): Pick<StoreReads, 'apiKeyByHash' | 'apiKey' | 'apiKeys' | 'sessionByHash' | 'session' | 'sessions'> {
  return {
    apiKeyByHash: (hash) => readApiKeyByHash(session, hash),
    apiKey: (id) => readApiKey(session, id),
    apiKeys: () => readApiKeys(session),
    sessionByHash: (hash) => readSessionByHash(session, hash),
    session: (id) => readSession(session, id),
    sessions: (filter, page) => listSessions(session, filter, page),
  }
}

function attachmentReads(
  session: Session,
): Pick<
  StoreReads,
  | 'attachment'
  | 'attachmentContent'
  | 'contentNames'
  | 'outsideContents'
  | 'storedAttachments'
  | 'attachmentUses'
  | 'unusedAttachments'
  | 'attachmentUsedIn'
  | 'attachmentPartyUses'
  | 'attachmentHolders'
  | 'attachmentsOf'
> {
  return {
    attachment: (id) => readAttachment(session, id),
    attachmentContent: (sha256) => readContent(session, sha256),
    contentNames: (after, limit) => readContentNames(session, after, limit),
    outsideContents: (after, limit) => readOutsideContents(session, after, limit),
    storedAttachments: (ids) => readStoredAttachments(session, ids),
    attachmentUses: (id, limit) => readAttachmentUses(session, id, limit),
    unusedAttachments: (uploadedBy) => countUnusedAttachments(session, uploadedBy),
    attachmentUsedIn: (id, scope) => isUsedWithin(session, id, scope),
    attachmentPartyUses: (id, filter) => readPartyUses(session, id, filter),
    attachmentHolders: (id, where) => readHolders(session, id, where),
    attachmentsOf: (cases, ids) => readAttachmentsOf(session, cases, ids),
  }
}
