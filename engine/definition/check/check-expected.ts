import type { JsonValue } from '../../errors/json.js'
import { refusalCodes } from '../../errors/refusal-codes.js'
import { parseInstant } from '../../time/index.js'
import type { KnownNames } from '../compile/compilation.js'
import { listAt, objectAt, textAt, textsAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { ValuePath } from '../document.js'
import { fieldPaths, isField, type StoryNames } from './story-names.js'

/** What the check of a story needs at every step. */
export interface StoryCheck {
  readonly log: ProblemLog
  readonly names: StoryNames
  readonly known: KnownNames
}

/** Names that an `expect` speaks of, but that the process does not have: it could never come true. */
export function checkExpected(check: StoryCheck, expect: JsonValue | undefined, path: ValuePath): void {
  const { names } = check
  for (const [index, state] of (textsAt(expect, 'state') ?? []).entries())
    reportState(check, state, [...path, 'state', index])
  for (const state of Object.keys(objectAt(expect, 'visits')))
    reportState(check, state, [...path, 'visits', state], true)
  for (const key of ['assigned', 'skipped'])
    for (const state of Object.keys(objectAt(expect, key)))
      reportState(check, state, [...path, key, state], true)
  for (const key of ['breached', 'paused', 'provisional'])
    for (const [index, deadline] of (textsAt(expect, key) ?? []).entries())
      reportDeadline(check, deadline, [...path, key, index])
  for (const [deadline, due] of Object.entries(objectAt(expect, 'due'))) {
    reportDeadline(check, deadline, [...path, 'due', deadline], true)
    if (typeof due === 'string') reportMoment(check.log, due, [...path, 'due', deadline])
  }
  for (const field of Object.keys(objectAt(expect, 'data')))
    reportField(check, field, [...path, 'data', field], true)
  for (const [index, field] of (textsAt(expect, 'absent') ?? []).entries())
    reportField(check, field, [...path, 'absent', index])
  reportDecided(check, expect, [...path, 'decided'])
  reportOneOf(check, textAt(expect, 'ended'), [...path, 'ended'], {
    what: `an outcome of '${names.process}'`,
    known: names.outcomes,
  })
  reportOneOf(check, textAt(expect, 'refused'), [...path, 'refused'], {
    what: 'the code of a refusal',
    known: Object.keys(refusalCodes),
  })
  reportWorld(check, expect, path)
}

/** Roles, templates and papers, which stand outside the process. */
function reportWorld({ log, known }: StoryCheck, expect: JsonValue | undefined, path: ValuePath): void {
  const role = (name: string, at: ValuePath): void => {
    if (known.roles && !known.roles.includes(name))
      log.reportUnknown('unknown-role', at, { what: 'a role of the organisation', name, known: known.roles })
  }
  for (const [index, name] of (textsAt(expect, 'tasks') ?? []).entries())
    role(name, [...path, 'tasks', index])
  for (const [index, message] of listAt(expect, 'messages').entries()) {
    const at = [...path, 'messages', index]
    const template = textAt(message, 'template')
    // Breaches and warnings that escalate send messages without a template of the owner's.
    if (template !== undefined && !known.templates?.includes(template) && !builtInMessages.has(template))
      log.reportUnknown('unknown-template', [...at, 'template'], {
        what: 'a template',
        name: template,
        known: known.templates ?? [],
      })
    for (const [position, name] of (textsAt(message, 'to') ?? []).entries())
      role(name, [...at, 'to', position])
  }
  for (const paper of Object.keys(objectAt(expect, 'vouchers')))
    if (known.papers && !known.papers.includes(paper))
      log.reportUnknown('unknown-paper', [...path, 'vouchers', paper], {
        what: 'a paper',
        name: paper,
        known: known.papers,
        key: true,
      })
}

/** Templates of messages the engine itself asks for. */
const builtInMessages: ReadonlySet<string> = new Set([
  'deadline-breached',
  'deadline-escalated',
  'deadline-warned',
])

/** Reports a state that is not there; names of stories are paths from the top. */
export function reportState({ log, names }: StoryCheck, name: string, path: ValuePath, key = false): void {
  if (name === '' || names.states.has(name)) return
  const known = [...names.states.keys()].filter((each) => each !== '')
  const ending = known.find((each) => each.endsWith(`.${name}`))
  log.reportUnknown('unknown-state', path, {
    what: `a state of '${names.process}', by its path from the top`,
    name,
    known,
    ...(ending !== undefined && { hint: `Write the whole path: '${ending}'.` }),
    ...(key && { key }),
  })
}

function reportDeadline(check: StoryCheck, written: string, path: ValuePath, key = false): void {
  const [state = '', deadline] = written.split('#')
  const node = check.names.states.get(state)
  if (!node) {
    reportState(check, state, path, key)
    return
  }
  const known = Object.keys(objectAt(node.definition, 'deadlines'))
  if (deadline === undefined || known.includes(deadline)) return
  const what = `a deadline of '${state}'`
  check.log.reportUnknown('unknown-key', path, { what, name: deadline, known, ...(key && { key }) })
}

/** Reports a field, or a part of one, that the process does not have. */
export function reportField({ log, names }: StoryCheck, name: string, path: ValuePath, key = false): void {
  if (isField(names, name)) return
  const what = `a field of '${names.process}'`
  log.reportUnknown('unknown-field', path, { what, name, known: fieldPaths(names), ...(key && { key }) })
}

/** Reports a moment that the calendar does not have, such as 30 February. */
export function reportMoment(log: ProblemLog, text: string, path: ValuePath): void {
  if (parseInstant(text) !== undefined) return
  const expected = 'a moment that exists, such as 2026-09-28T09:30+08:00'
  log.report('wrong-value', path, `Expected ${expected}, but found '${text}'.`, { expected, found: text })
}

function reportDecided({ log, names }: StoryCheck, expect: JsonValue | undefined, path: ValuePath): void {
  for (const [decision, outputs] of Object.entries(objectAt(expect, 'decided'))) {
    const known = names.decisions.get(decision)
    if (!known) {
      const what = `a decision of '${names.process}'`
      log.reportUnknown('unknown-key', [...path, decision], {
        what,
        name: decision,
        known: names.decisions.keys(),
        key: true,
      })
      continue
    }
    for (const output of Object.keys(objectAt({ outputs }, 'outputs')))
      if (!known.includes(output))
        log.reportUnknown('unknown-key', [...path, decision, output], {
          what: `a result of the decision '${decision}'`,
          name: output,
          known,
          key: true,
        })
  }
}

/** Reports a text that is none of those it can be. */
export function reportOneOf(
  { log }: Pick<StoryCheck, 'log'>,
  name: string | undefined,
  path: ValuePath,
  { what, known }: { readonly what: string; readonly known: readonly string[] },
): void {
  if (name !== undefined && !known.includes(name))
    log.reportUnknown('wrong-value', path, { what, name, known })
}
