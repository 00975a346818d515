import type { JsonObject } from '../../errors/json.js'
import type {
  CheckedEvent,
  CheckedForm,
  CheckedParameter,
  CheckedTemplate,
  CheckedWindow,
} from '../checked-process.js'
import type { Calendar } from '../../time/index.js'
import type { DeclaredService } from '../outside/declared-service.js'
import type { CompiledPaper } from './compile-papers.js'
import type { FieldNode } from './field-node.js'
import type { ProblemLog } from './problem-log.js'
import type { Scopes } from './scopes.js'
import type { StateIndex } from './state-index.js'

/** What a process may say about the cases of another one. */
export interface OtherProcess {
  readonly fields: ReadonlyMap<string, FieldNode>
  readonly events: readonly string[]
  /** Outcomes its cases may end with. */
  readonly outcomes: readonly string[]
  readonly outputs: readonly string[]
  readonly profiles: readonly string[]
  /** Whether its file could be read as a whole. */
  readonly sound: boolean
}

export type OtherProcesses = (process: string) => OtherProcess | undefined

/**
 * Names outside the process that it may refer to. What is `undefined` is not checked, as when a stored version is
 * compiled again: it was checked when it was deployed.
 */
export interface KnownNames {
  readonly roles?: readonly string[]
  /** Those of people outside. */
  readonly outsideRoles?: readonly string[]
  readonly templates?: readonly string[]
  readonly papers?: readonly string[]
  /** What tasks may ask of people. */
  readonly skills?: readonly string[]
  readonly processes?: readonly string[]
  readonly otherProcesses?: OtherProcesses
  readonly calendars?: readonly string[]
  /** Items by price list: of all its tables together. */
  readonly prices?: { readonly [list: string]: readonly string[] }
  /** Declared services by name. Absent where no file declares any: then the host may bring them. */
  readonly services?: ReadonlyMap<string, DeclaredService>
  /** The calendars that are sound, so that what is open in them can be looked at. */
  readonly soundCalendars?: ReadonlyMap<string, Calendar>
}

/** What the parts of one process share while they are compiled. */
export interface Compilation {
  readonly resolved: JsonObject
  readonly log: ProblemLog
  readonly known: KnownNames
  readonly fields: ReadonlyMap<string, FieldNode>
  readonly parameters: { readonly [name: string]: CheckedParameter }
  /** Parameters whose value was reported as faulty. */
  readonly faultyParameters: ReadonlySet<string>
  readonly events: ReadonlyMap<string, CheckedEvent>
  readonly states: StateIndex
  readonly scopes: Scopes
  readonly forms: ReadonlyMap<string, CheckedForm>
  readonly templates: ReadonlyMap<string, CheckedTemplate>
  readonly papers: ReadonlyMap<string, CompiledPaper>
  /** Windows of tasks by the state they stand on. A task is compiled before the handlers that fall back on it. */
  readonly taskWindows: Map<string, CheckedWindow>
}
