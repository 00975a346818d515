/**
 * The door of the engine: create one with `createEngine`, check definitions with `readSources` and `checkWorkflows`,
 * play stories with `runScenarios`. What is not listed here is inside and may change.
 */
export { longestReason } from './runtime/check-request.js'
export { createEngine } from './runtime/create-engine.js'
export type { EngineOptions } from './runtime/engine-options.js'
export type { ListCalls } from './runtime/list-calls.js'
export type { CaseDue, FigureCalls, Figures, FiguresRequest } from './runtime/figures/index.js'
export { loadWorkflows } from './runtime/load-workflows.js'
export type {
  ActionRequest,
  ActorInput,
  Answer,
  AssignTaskRequest,
  CompleteTaskRequest,
  CorrectRequest,
  CreateRequest,
  Engine,
  NoteRequest,
  ReleaseTaskRequest,
  SendRequest,
  TaskRequest,
} from './runtime/engine.js'
export {
  attachmentTooLarge,
  copyAttachments,
  folderAttachments,
  unknownAttachment,
  type AddAttachment,
  type AddedAttachment,
  type AttachmentLimits,
  type Attachments,
} from './runtime/attachments/index.js'
export {
  databaseVersions,
  storedVersions,
  versionView,
  type CheckedSource,
  type CheckedVersion,
  type DeployAnswer,
  type DeployedVersion,
  type DeployRequest,
  type PlayedStories,
  type ProcessSource,
  type ProcessVersion,
  type RetireAnswer,
  type RetireRequest,
  type StoredVersions,
  type VersionManagement,
} from './runtime/versions/index.js'
export { readUnit, type ToldUnit } from './runtime/units/read-unit.js'
export {
  systemClock,
  type AttachmentStore,
  type Clock,
  type Directory,
  type EngineLog,
} from './runtime/ports.js'
export type { Changes, ChangesRequest } from './runtime/changes/index.js'
export type {
  Observation,
  ObservedSpan,
  ObservedWork,
  Observer,
  WatchCalls,
  Workload,
} from './runtime/observe/index.js'
export {
  diskFinding,
  lookAtCalendars,
  lookAtDatabase,
  lookAtDisk,
  lookAtFolder,
  lookAtNode,
  lookAtVersions,
  lookAtWork,
  type Finding,
} from './runtime/doctor/index.js'
export {
  databaseStuck,
  stuckView,
  type NextStep,
  type StuckFolder,
  type ToldStuck,
  type Wait,
  type WaitKind,
} from './runtime/stuck/index.js'
export { loggedFailure, type LoggedFailure } from './runtime/failure-text.js'
export type { CustomerLinks, NewCustomerLink } from './runtime/customer-links.js'
export { unknownView } from './runtime/kept/index.js'
export type * from './runtime/kept/index.js'
export { VirtualClock } from './runtime/virtual-clock.js'
export { typed, type ProcessTypes, type TypedEngine } from './runtime/typed.js'
export {
  createApiKeys,
  type ApiKeys,
  type Authenticated,
  type CreatedKey,
  type KeyScope,
  type ListedKey,
  type NewKey,
} from './runtime/api-keys.js'
export { type KeyMistake, type KeyWish, type KnownNames } from './runtime/key-mistakes.js'
export { linkActors } from './runtime/reserved-ids.js'
export type { ListedSession, OpenedSession, SessionLife, Sessions, SignedIn } from './runtime/sessions.js'
export {
  calendarDiff,
  type CalendarDiff,
  type CalendarDiffHost,
  type CalendarDiffRequest,
  type CaseChanges,
} from './runtime/calendar-diff/calendar-diff.js'
export { databaseCalendarDiff } from './runtime/calendar-diff/database-diff.js'
export { diffView } from './runtime/calendar-diff/diff-view.js'
export { diffSummary, diffWords } from './runtime/calendar-diff/diff-words.js'
export { longestAnchorGap, parseAnchorTimes, type AnchorTimes } from './runtime/anchor-times.js'
export { caseOfTask } from './runtime/tasks/index.js'
export { caseNamed } from './runtime/case-named.js'
export { allRows, everyRow } from './runtime/every-row.js'
export { startAnchoring, type AnchoringOptions } from './runtime/anchoring.js'
export { readWorkflowFiles, stampWorkflows, storyFolder } from './runtime/workflow-files.js'
export { plainDuration } from './runtime/plain-duration.js'
export { unpublishedHolidays } from './runtime/unpublished-holidays.js'
export {
  databaseDeadlines,
  deadlinesOutline,
  deadlinesView,
  type ToldDeadlines,
} from './runtime/deadlines/index.js'
export {
  countDue,
  createDueAnswers,
  dueView,
  dueWords,
  longestDueLine,
  type DueProblem,
  type DueQuestion,
  type ToldDue,
} from './runtime/due/index.js'
export {
  databasePapers,
  paperView,
  printedPaperPolicy,
  voucherView,
  type DatabasePapers,
  type ToldPaper,
} from './runtime/papers/index.js'
export {
  unknownCalendar,
  unknownIncident,
  unknownInstance,
  unknownMessage,
  unknownRegister,
  unknownTask,
  unknownUnit,
  unknownPaper,
} from './runtime/plain-refusals.js'
export type {
  LinkedCase,
  DiscardRequest,
  LinkRequest,
  MergeRequest,
  MessageFilter,
  OpenMessage,
  RelatedCases,
  RelatedPage,
  RetryRequest,
} from './runtime/cases/index.js'
export {
  databaseSwitches,
  incidentView,
  switchView,
  type EffectOptions,
  type EffectSettings,
  type SkipRequest,
  type SwitchAnswer,
  type SwitchRequest,
} from './runtime/effects/index.js'
export {
  applyToCases,
  type ApplyProfileRequest,
  type CaseMove,
  type CasesRequest,
  type ProfileAnswer,
  type ProfileChange,
} from './runtime/profiles/index.js'
export { operatorActOf, type OperatorAct } from './core/operate/index.js'
export {
  actionEffectView,
  furtherLoggedActions,
  membersOfAction,
  operatorActionNames,
  type ActionEffect,
  type Doer,
  type EffectTimer,
  type OperateAnswer,
  type OperateRequest,
  type OperatorWish,
} from './runtime/operate/index.js'
export type { ReplayRequest } from './runtime/replay-log/replay-log.js'
export type { RefusedRow, ReplayReport } from './runtime/replay-log/replay-report.js'
export {
  databaseRegisters,
  exportRegister,
  type RegisterFormat,
  type RegisterItem,
  type RegisterLanguage,
  type RegisterPage,
  type RegisterRequest,
} from './runtime/registers/index.js'
export { nextOccurrences, type ScheduleStatus } from './runtime/schedules/index.js'

export {
  checkCalendars,
  checkWorkflows,
  compileProcess,
  explainDocument,
  readCalendar,
  readSources,
  type ReadCalendar,
} from './definition/index.js'
export type { CheckedProcess, CheckedState } from './definition/checked-process.js'
export type { CheckedWorkflows, Organisation } from './definition/checked-workflows.js'
export type { SourceDocument, SourceFile, SourceSet } from './definition/document.js'
export { permissions } from './definition/access/index.js'
export type * from './definition/access/index.js'
export type { CheckedRegister, RegisterColumn } from './definition/registers/index.js'
export type { PriceLists, PriceTable } from './definition/prices/index.js'
export type { CheckedSchedule, Occurrence } from './definition/schedules/index.js'
export type { Replay } from './definition/generated/replay.js'

export { runScenarios, type ScenarioReport } from './analysis/run-scenarios.js'
export { toldValues } from './analysis/scenario/told-values.js'
export type { Scenario as Story, Step as StoryStep } from './definition/generated/scenario.js'
export {
  coverageKinds,
  isFull,
  type Coverage,
  type CoverageCount,
  type CoverageKind,
} from './analysis/coverage.js'
export {
  runMutations,
  sumOfMutations,
  type MutationCounts,
  type MutationReport,
  type Survivor,
} from './analysis/mutation/index.js'
export { generateTypes } from './analysis/generate-types.js'
export * from './analysis/diagram/index.js'

export {
  createOutgoing,
  DeliveryFailed,
  deliveryCodes,
  dingTalkChannel,
  httpService,
  mailChannel,
  ServiceRefused,
  smsChannel,
  webhookChannel,
  weComChannel,
} from './channels/index.js'
export type * from './channels/index.js'

export type { Actor } from './core/command.js'
export type { InstanceRecord } from './core/record.js'
export type { AcceptedEvent, ShownField } from './core/step-result.js'

export {
  backupDatabase,
  createAnchor,
  createStore,
  inspectDatabase,
  folderBeside,
  isServer,
  loadOrCreateAnchorKey,
  loadOrCreateSecret,
  openDatabase,
  openDatabaseReader,
  openPostgres,
  openSqlite,
  openSqliteReader,
  openVerifyProgress,
  planUpgrade,
  readDatabaseStatus,
  shownPlace,
  upgradeDatabase,
  verifyStore,
} from './store/index.js'
export type * from './store/port.js'
export type * from './store/index.js'

export { formatDuration, formatInstant, isDate, parseDuration, parseInstant } from './time/index.js'
export type { Calendar } from './time/calendar.js'
export type { Instant } from './time/instant.js'
export * from './errors/index.js'
