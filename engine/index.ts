/**
 * The door of the engine: create one with `createEngine`, check definitions with `readSources` and `checkWorkflows`,
 * play stories with `runScenarios`. What is not listed here is inside and may change.
 */
export { createEngine, type EngineOptions } from './runtime/create-engine.js'
export { loadWorkflows } from './runtime/load-workflows.js'
export type {
  ActorInput,
  Answer,
  CorrectRequest,
  CreateRequest,
  Engine,
  NoteRequest,
  SendRequest,
} from './runtime/engine.js'
export { systemClock, type Clock, type Directory, type EngineLog } from './runtime/ports.js'
export { VirtualClock } from './runtime/virtual-clock.js'
export { typed, type ProcessTypes, type TypedEngine } from './runtime/typed.js'
export { createApiKeys, type ApiKeys, type Authenticated, type CreatedKey } from './runtime/api-keys.js'
export { startAnchoring } from './runtime/anchoring.js'
export { readWorkflowFiles } from './runtime/workflow-files.js'
export { unknownInstance, unknownTask } from './runtime/plain-refusals.js'
export type { ReplayRequest } from './runtime/replay-log/replay-log.js'
export type { RefusedRow, ReplayReport } from './runtime/replay-log/replay-report.js'

export { checkWorkflows, explainDocument, readSources } from './definition/index.js'
export type { CheckedProcess, CheckedState } from './definition/checked-process.js'
export type { CheckedWorkflows, Organisation } from './definition/checked-workflows.js'
export type { SourceDocument, SourceFile, SourceSet } from './definition/document.js'
export type { Replay } from './definition/generated/replay.js'

export { runScenarios, type ScenarioReport } from './analysis/run-scenarios.js'
export type { Coverage, CoverageCount } from './analysis/coverage.js'
export { generateTypes } from './analysis/generate-types.js'

export type { Actor } from './core/command.js'
export type { InstanceRecord } from './core/record.js'
export type { AcceptedEvent } from './core/step-result.js'

export { createAnchor, createStore, loadOrCreateAnchorKey, openSqlite, verifyStore } from './store/index.js'
export type {
  EffectRow,
  InstanceFilter,
  InstanceRow,
  Page,
  PageRequest,
  Store,
  TaskFilter,
  TaskRow,
  TrailRow,
} from './store/port.js'

export { formatInstant, parseInstant } from './time/index.js'
export type { Instant } from './time/instant.js'
export * from './errors/index.js'
