import { keptWrites } from './kept.js'
import { outsideWrites } from './outside-work.js'
import type { SaltSource } from './personal-values.js'
import type { StoreTransaction } from './port.js'
import { type LockedHeads, saveSteps } from './save-steps.js'
import type { Session } from './session.js'
import { createReads } from './store-reads.js'
import { insertAnchor, insertAnchorHeads, lockLastAnchor, readUnanchoredHeads } from './tables/anchors.js'
import { insertApiKey, revokeApiKey, rotateApiKey, touchApiKey } from './tables/api-keys.js'
import { insertAttachment, insertContent, lockStoredAttachments } from './tables/attachments.js'
import { deleteAttachments, lockLeavingAttachments, retireAttachments } from './tables/unused-attachments.js'
import { saveCalendarVersion } from './tables/calendars.js'
import { purgeChanges, settleForeignChanges } from './tables/changes.js'
import { insertDiagramLayout } from './tables/diagram-layouts.js'
import { insertCustomerLink, revokeCustomerLinks } from './tables/customer-links.js'
import { findIdempotencyKey, insertIdempotencyKeys, purgeIdempotencyKeys } from './tables/idempotency-keys.js'
import { lockInstanceRow } from './tables/instances.js'
import {
  insertMessages,
  keepMessages,
  lockMessage,
  lockMessagesTo,
  parkMessagesTo,
  releaseMessages,
  updateMessage,
} from './tables/messages.js'
import { insertOperatorAction } from './tables/operator-actions.js'
import { deployVersion, holdProcesses, retireVersion, saveProcessVersion } from './tables/processes.js'
import { saveReplayProgress } from './tables/replay-progress.js'
import { insertSlots, insertStarts, lockSchedule, saveSchedule, updateSlot } from './tables/schedules.js'
import { lockRotation } from './tables/rotations.js'
import { lockSeries } from './tables/series.js'
import {
  endSession,
  insertSession,
  insertSignInLink,
  purgeSessions,
  touchSession,
  spendSignInLink,
} from './tables/sessions.js'
import { lockUnit } from './tables/units.js'
import { saveShared } from './save-shared.js'

/** The port inside one write transaction: reads see what the transaction has written. */
export function createWrites(
  session: Session,
  salts: SaltSource,
  heads: LockedHeads = new Map(),
): StoreTransaction {
  return {
    ...createReads(session),
    ...outsideWrites(session),
    ...keptWrites(session),
    addOperatorAction: (row) => insertOperatorAction(session, row),
    async lockInstance(id) {
      const locked = await lockInstanceRow(session, id)
      if (locked) heads.set(id, locked.head)
      return locked?.record
    },
    saveStep: (step) => saveSteps(session, [step], { heads, salts }),
    unit: (serial) => lockUnit(session, serial),
    storedAttachments: (ids) => lockStoredAttachments(session, ids),
    saveAttachment: (row) => insertAttachment(session, row),
    retireAttachments: (before, limit) => retireAttachments(session, before, limit),
    leavingAttachments: (limit, except) => lockLeavingAttachments(session, limit, except),
    removeAttachments: (gone) => deleteAttachments(session, gone),
    saveAttachmentContent: (sha256, content) => insertContent(session, sha256, content),
    series: (keys) => lockSeries(session, keys),
    rotation: (key) => lockRotation(session, key),
    saveShared: (shared) => saveShared(session, shared),
    lockMessage: (id) => lockMessage(session, id),
    lockMessagesTo: (instance) => lockMessagesTo(session, instance),
    keepMessages: (ids, tried) => keepMessages(session, ids, tried),
    parkMessagesTo: (instance, why) => parkMessagesTo(session, instance, why),
    releaseMessages: (between) => releaseMessages(session, between),
    saveMessage: (id, change) => updateMessage(session, id, change),
    addMessages: (messages) => insertMessages(session, messages, 'pending'),
    findIdempotencyKey: (scope, key) => findIdempotencyKey(session, scope, key),
    saveIdempotencyKey: (answer) => insertIdempotencyKeys(session, [answer]),
    purgeChanges: (age, limit) => purgeChanges(session, age, limit),
    settleForeignChanges: () => settleForeignChanges(session),
    purgeIdempotencyKeys: (before) => purgeIdempotencyKeys(session, before),
    holdProcesses: (processes) => holdProcesses(session, processes),
    saveProcessVersion: (version) => saveProcessVersion(session, version),
    deployVersion: (version, source) => deployVersion(session, version, source),
    retireVersion: (hash, retired) => retireVersion(session, hash, retired),
    saveCalendarVersion: (version) => saveCalendarVersion(session, version),
    saveApiKey: (key) => insertApiKey(session, key),
    saveDiagramLayout: (row) => insertDiagramLayout(session, row),
    saveCustomerLink: (link) => insertCustomerLink(session, link),
    revokeCustomerLinks: (instance, by, at) => revokeCustomerLinks(session, { instance, by, at }),
    ...identityWrites(session),
    saveAnchor: (anchor) => insertAnchor(session, anchor),
    lastAnchor: () => lockLastAnchor(session),
    unanchoredHeads: (after, limit) => readUnanchoredHeads(session, after, limit),
    saveAnchorHeads: (anchor, list) => insertAnchorHeads(session, anchor, list),
    lockSchedule: (id) => lockSchedule(session, id),
    saveSchedule: (row) => saveSchedule(session, row),
    addScheduleSlots: (slots) => insertSlots(session, slots),
    saveScheduleSlot: (slot) => updateSlot(session, slot),
    saveScheduleStarts: (starts) => insertStarts(session, starts),
    saveReplayProgress: (run, progress) => saveReplayProgress(session, run, progress),
  }
}

/** Keys and sessions, once they are there. */
function identityWrites(
  session: Session,
): Pick<
  StoreTransaction,
  | 'revokeApiKey'
  | 'rotateApiKey'
  | 'touchApiKey'
  | 'saveSession'
  | 'touchSession'
  | 'endSession'
  | 'saveSignInLink'
  | 'useSignInLink'
  | 'purgeSessions'
> {
  return {
    revokeApiKey: (id, at, by) => revokeApiKey(session, { id, at, by }),
    rotateApiKey: (id, secret) => rotateApiKey(session, id, secret),
    touchApiKey: (id, at) => touchApiKey(session, id, at),
    saveSession: (row) => insertSession(session, row),
    touchSession: (id, at) => touchSession(session, id, at),
    endSession: (id, at, by) => endSession(session, { id, at, by }),
    saveSignInLink: (link) => insertSignInLink(session, link),
    useSignInLink: (hash, at) => spendSignInLink(session, hash, at),
    purgeSessions: (before) => purgeSessions(session, before),
  }
}
