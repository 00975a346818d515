import type { JsonObject, JsonValue } from '../../errors/json.js'
import { nearestName } from '../../errors/nearest-name.js'
import type { Expression, ValueType } from '../../expression/expression.js'
import { assignableTo, typeName } from '../../expression/index.js'
import type { CheckedAssignment } from '../checked-process.js'
import type { ValuePath } from '../document.js'
import { compileExpression } from './compile-expression.js'
import { isExpression } from './compile-value.js'
import type { Compilation } from './compilation.js'
import { member, textAt } from './json-access.js'

/** Where a task stands. */
interface TaskPlace {
  readonly state: string
  readonly path: ValuePath
}

/** How a task finds its person; `undefined` where it waits to be claimed, or where something was reported. */
export function compileAssignment(
  compilation: Compilation,
  task: JsonObject,
  place: TaskPlace,
): CheckedAssignment | undefined {
  const rule = textAt(task, 'assign')
  const onNobody = knownOnNobody(compilation, task, place)
  reportMeaningless(compilation, task, place)
  if (rule === undefined) return undefined
  const more = { ...compileSkill(compilation, task, place), ...(onNobody !== undefined && { onNobody }) }
  if (rule === 'by-load') return { rule, ...more }
  if (rule === 'in-turn') {
    const rotation =
      textAt(task, 'rotation') ?? `${textAt(compilation.resolved, 'process') ?? ''}/${place.state}`
    return { rule, rotation, makeUp: compileMakeUp(compilation, task, place), ...more }
  }
  const person = compilePerson(compilation, rule, place)
  return person && { rule: 'named', person, ...(onNobody !== undefined && { onNobody }) }
}

const words = ['in-turn', 'by-load']

function compilePerson(
  { log, scopes }: Compilation,
  rule: string,
  { path }: TaskPlace,
): Expression | undefined {
  const at = [...path, 'assign']
  if (!rule.startsWith('=')) {
    const expected = "'in-turn', 'by-load', or an expression that begins with '='"
    const nearest = nearestName(rule, words)
    log.report('wrong-value', at, `Expected ${expected}, but found '${rule}'.`, {
      expected,
      found: rule,
      nearest,
      hint: nearest === undefined ? `Write '=${rule}' if it is an expression.` : `Did you mean '${nearest}'?`,
    })
    return undefined
  }
  return compileExpression(log, scopes.base, {
    source: rule.slice(1),
    path: at,
    offset: 1,
    expected: { kind: 'text' },
  })
}

/** Keys that say nothing beside this rule, since whoever wrote them expects something of them. */
function reportMeaningless({ log }: Compilation, task: JsonObject, { path }: TaskPlace): void {
  const rule = textAt(task, 'assign')
  // A word that is none was reported already, and may have been meant for any rule.
  if (rule !== undefined && !words.includes(rule) && !isExpression(rule)) return
  const needed: readonly (readonly [key: string, rules: readonly string[]])[] = [
    ['rotation', ['in-turn']],
    ['makeUp', ['in-turn']],
    ['skill', words],
  ]
  for (const [key, rules] of needed)
    if (member(task, key) !== undefined && !rules.includes(rule ?? '')) reportBeside(key, rules)
  if (member(task, 'onNobody') !== undefined && rule === undefined)
    reportBeside('onNobody', [...words, '=expression'])

  function reportBeside(key: string, rules: readonly string[]): void {
    const wanted = rules.map((each) => `'assign: ${each}'`).join(' or ')
    log.report(
      'unknown-key',
      [...path, key],
      `Expected ${wanted} beside '${key}', which says nothing without it.`,
      {
        key: true,
        found: key,
        hint: `Leave '${key}' out, or say how the task finds its person.`,
      },
    )
  }
}

function knownOnNobody(
  { log, events }: Compilation,
  task: JsonObject,
  { path }: TaskPlace,
): string | undefined {
  const event = textAt(task, 'onNobody')
  if (event === undefined || events.has(event)) return event
  log.reportUnknown('unknown-event', [...path, 'onNobody'], {
    what: 'an event that some state of this process handles',
    name: event,
    known: events.keys(),
  })
  return undefined
}

/** Parameters are constants of a version, so what they say is known here. */
function compileMakeUp(
  { log, parameters, faultyParameters }: Compilation,
  task: JsonObject,
  { path }: TaskPlace,
): boolean {
  const written = member(task, 'makeUp')
  if (written === undefined || typeof written === 'boolean') return written === true
  const at = [...path, 'makeUp']
  const name =
    typeof written === 'string' ? /^=\s*params\.([A-Za-z][A-Za-z0-9]*)\s*$/.exec(written)?.[1] : undefined
  if (name === undefined) {
    const expected = "true, false or '=params.<name>'"
    const found = JSON.stringify(written)
    log.report('wrong-value', at, `Expected ${expected}, but found ${found}.`, { expected, found })
    return false
  }
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined
  if (!parameter) {
    log.reportUnknown('unknown-parameter', at, {
      what: 'a parameter of the process',
      name,
      known: Object.keys(parameters),
    })
    return false
  }
  if (parameter.type !== 'boolean' && !faultyParameters.has(name))
    log.report(
      'wrong-type',
      at,
      `Expected a boolean parameter, but '${name}' is of type ${parameter.type}.`,
      {
        expected: 'boolean',
        found: parameter.type,
      },
    )
  return parameter.value === true
}

const texts: ValueType = { kind: 'list', of: { kind: 'text' }, maxItems: 1000 }

function compileSkill(
  compilation: Compilation,
  task: JsonObject,
  { path }: TaskPlace,
): { skill?: Expression } {
  const written = member(task, 'skill')
  if (written === undefined) return {}
  const at = [...path, 'skill']
  const { log, scopes } = compilation
  if (!isExpression(written)) return literalSkill(compilation, written, at)
  const skill = compileExpression(log, scopes.base, { source: written.slice(1), path: at, offset: 1 })
  if (!skill || assignableTo(skill.type, { kind: 'text' }) || assignableTo(skill.type, texts))
    return skill ? { skill } : {}
  const found = typeName(skill.type)
  log.report('expression-type', at, `Expected a text or a list of texts, but found ${found}.`, {
    expected: 'text or list of text',
    found,
    range: { start: 1, end: written.length },
  })
  return {}
}

function literalSkill(
  { log, scopes, known }: Compilation,
  written: JsonValue,
  path: ValuePath,
): { skill?: Expression } {
  const list = Array.isArray(written) ? written : [written]
  const skills = list.filter((skill) => typeof skill === 'string')
  if (skills.length < list.length || skills.some(isExpression)) {
    const expected = 'a skill, a list of skills, or one expression'
    const found = JSON.stringify(written)
    log.report('wrong-value', path, `Expected ${expected}, but found ${found}.`, { expected, found })
    return {}
  }
  const unknown = known.skills && skills.filter((skill) => !known.skills?.includes(skill))
  for (const name of unknown ?? [])
    log.reportUnknown('unknown-skill', Array.isArray(written) ? [...path, skills.indexOf(name)] : path, {
      what: 'a skill of the organisation',
      name,
      known: known.skills ?? [],
    })
  const skill = compileExpression(log, scopes.base, { source: JSON.stringify(skills), path })
  return skill && (unknown ?? []).length === 0 ? { skill } : {}
}
