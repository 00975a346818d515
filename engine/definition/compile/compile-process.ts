import type { JsonObject } from '../../errors/json.js'
import type { Problem } from '../../errors/problem.js'
import type { CheckedProcess } from '../checked-process.js'
import { fingerprint } from '../fingerprint.js'
import { bilingualAt } from './bilingual-text.js'
import { calendarChoice } from './compile-calendar-choice.js'
import { checkedParameters, parameterTypes, parameterValues, unsetParameters } from './compile-parameters.js'
import type { Compilation, KnownNames } from './compilation.js'
import { compileEvents } from './compile-events.js'
import { compileContacts } from './compile-contacts.js'
import { checkedFields, reportFields } from './compile-fields.js'
import { compileDecisions, decisionTypes } from './compile-decisions.js'
import { reportDecisionCycles } from './decision-cycles.js'
import { compileForms } from './compile-forms.js'
import { compilePapers } from './compile-papers.js'
import { compileInvariants } from './compile-invariants.js'
import { compileParties } from './compile-parties.js'
import { compileEditable, compileStartForm, compileStartRoles } from './compile-start.js'
import { compilePriceList, priceItems } from './compile-prices.js'
import { compileStates } from './compile-states.js'
import { compileRelations } from './compile-tell.js'
import { compileTemplates } from './compile-templates.js'
import { compilePriority } from './compile-priority.js'
import { compileUnit } from './compile-unit.js'
import { dataCheck, dataDefaults } from './data-check.js'
import { objectSchema } from './field-schema.js'
import { fieldNodes, fieldTypes } from './field-node.js'
import { member, objectAt, textAt } from './json-access.js'
import { parseNumberPattern, reportPattern } from './number-pattern.js'
import { partLabel } from './part-label.js'
import { ProblemLog, type Locate } from './problem-log.js'
import { Scopes } from './scopes.js'
import { withoutSwitchedOff } from '../modules/switched-off.js'
import { indexStates } from './state-index.js'

/** What became of a resolved process. */
export interface CompiledProcess {
  /** The process, when nothing is wrong with it: what runs. */
  readonly process?: CheckedProcess
  /** The process without its faulty parts, for rules that look at the rest. Never run it. */
  readonly lenient: CheckedProcess
  /** Paths of states of which a part was left out. */
  readonly incomplete: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** What is around a process while its file is checked. Nothing of it is there for a stored version. */
export interface CompileContext {
  readonly known?: KnownNames
  /** Names of parts that were reported faulty before; that nothing is called so is not reported again. */
  readonly faultyNames?: ReadonlySet<string>
  /** Parameters whose value was reported already; that they have none is not reported again. */
  readonly faultyParameters?: ReadonlySet<string>
}

/**
 * Compiles a resolved process into what the core steps through: expressions, decisions and checks as functions,
 * targets as absolute paths, roles in force. Every problem is reported, at the place `locate` gives it; a process
 * from the database needs none, since it was checked when it was deployed.
 */
export function compileProcess(
  resolved: JsonObject,
  locate?: Locate,
  context: CompileContext = {},
): CompiledProcess {
  const log = new ProblemLog(locate, context.faultyNames)
  const lenient = compile(resolved, log, context)
  return {
    ...(!log.failed && { process: lenient }),
    lenient,
    incomplete: log.incomplete,
    problems: log.problems,
  }
}

function compile(whole: JsonObject, log: ProblemLog, context: CompileContext): CheckedProcess {
  const resolved = withoutSwitchedOff(whole)
  const compilation = prepare(resolved, log, context)
  const { fields, parameters, forms, scopes, templates, events } = compilation
  const calendar = compileCalendar(compilation)
  const decisions = compileDecisions(log, scopes.base, resolved)
  reportDecisionCycles(log, decisions)
  const states = compileStates(compilation)
  const root = states.get('')
  if (!root) throw new Error('The index of states always holds the root.')
  const start = compileStartForm(compilation)
  const title = bilingualAt(resolved, 'title') ?? { 'zh-CN': '', en: '' }
  return {
    id: textAt(resolved, 'process') ?? '',
    version: textAt(resolved, 'version') ?? '',
    hash: fingerprint(whole),
    title,
    ...optionalTexts(resolved),
    ...calendar,
    ...compileNumber(resolved, log),
    ...compilePriceList(compilation),
    resolved: whole,
    root,
    states,
    parameters,
    params: parameterValues(parameters),
    fields: checkedFields(fields),
    forms,
    decisions,
    events,
    invariants: compileInvariants(compilation),
    startRoles: compileStartRoles(compilation),
    ...start,
    startSchema: () =>
      start.startForm === undefined
        ? objectSchema(fields)
        : (forms.get(start.startForm)?.schema ?? objectSchema(fields)),
    ...compileEditable(compilation),
    templates,
    ...compileUnit(compilation),
    ...compilePriority(compilation),
    papers: new Map([...compilation.papers].map(([id, { paper }]) => [id, paper])),
    parties: compileParties(compilation),
    contacts: compileContacts(compilation),
    ...compileRelations(compilation),
    unsetParameters: unsetParameters(parameters),
    scope: scopes.base,
    checkData: dataCheck(fields),
    defaults: dataDefaults(fields),
    labelOf: (path) => partLabel(fields, path.split('.')),
  }
}

/** What parts refer to, in the order in which one needs the other. */
function prepare(resolved: JsonObject, log: ProblemLog, context: CompileContext): Compilation {
  const fields = fieldNodes(objectAt(resolved, 'fields'))
  reportFields(log, objectAt(resolved, 'fields'), ['fields'], 'data')
  const parameters = checkedParameters(resolved)
  const states = indexStates(resolved)
  const faultyParameters = context.faultyParameters ?? new Set<string>()
  const prices = priceItems(resolved, context.known ?? {})
  const scopes = new Scopes({
    data: fieldTypes(fields),
    params: parameterTypes(resolved),
    decisions: decisionTypes(resolved),
    states: [...states.keys()].filter((path) => path !== ''),
    papers: Object.keys(objectAt(resolved, 'papers')),
    ...(prices && { prices }),
    ...(member(resolved, 'unit') !== undefined && { unit: true }),
    zone: textAt(resolved, 'zone') ?? 'UTC',
  })
  return {
    resolved,
    log,
    known: context.known ?? {},
    fields,
    parameters,
    faultyParameters,
    events: compileEvents({ resolved, log, parameters, faultyParameters, fields }, states),
    states,
    scopes,
    forms: compileForms({ log, scopes, fields }, resolved),
    templates: compileTemplates(log, scopes.base, resolved),
    papers: compilePapers(resolved, scopes.base, fields),
    taskWindows: new Map(),
  }
}

/** The process counts in the calendar it names, even where the data may choose another. */
function compileCalendar(compilation: Compilation): Pick<CheckedProcess, 'calendar' | 'chooseCalendar'> {
  const { resolved } = compilation
  const { choose } = calendarChoice(compilation, resolved, []) ?? {}
  const calendar = textAt(resolved, 'calendar')
  return { ...(calendar !== undefined && { calendar }), ...(choose && { chooseCalendar: choose }) }
}

function optionalTexts(resolved: JsonObject): Pick<CheckedProcess, 'profile'> {
  const profile = textAt(resolved, 'profile')
  return profile === undefined ? {} : { profile }
}

function compileNumber(resolved: JsonObject, log: ProblemLog): Pick<CheckedProcess, 'number'> {
  const source = textAt(resolved, 'number')
  if (source === undefined) return {}
  const number = parseNumberPattern(source)
  if (number) return { number }
  reportPattern(log, source, ['number'])
  return {}
}
