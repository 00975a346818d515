import type { Problem } from '../../errors/problem.js'
import type { Cast, Organisation } from '../checked-workflows.js'
import { overrideParameters, profileValues } from '../compile/bind-parameters.js'
import { fieldNodes, nodeAt, pathsOf } from '../compile/field-node.js'
import { listAt, member, objectAt, textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import { resolveProcess } from '../compile/resolve-process.js'
import { handledEvents, indexStates } from '../compile/state-index.js'
import type { SourceDocument, SourceSet, ValuePath } from '../document.js'
import { idsOf } from './known-names.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** What scenarios and replays refer to. */
export interface StorySurroundings extends Surroundings {
  readonly organisation: Organisation
  readonly cast: Cast
}

/**
 * References of a scenario: its process, profile, parameters, and the people it names. Events are not looked at, since
 * a story may show that a wrong one is refused.
 */
export function checkScenario(document: SourceDocument, surroundings: StorySurroundings): readonly Problem[] {
  const log = documentLog(document, surroundings)
  const process = knownProcess(log, document, surroundings.set)
  const own = objectAt(document.value, 'parameters')
  if (process && Object.keys(own).length > 0) {
    const { resolved } = resolveProcess(process, surroundings.set, textAt(document.value, 'profile'))
    overrideParameters(resolved, { values: own, log, path: ['parameters'] })
  }
  const people = new Set([
    ...Object.keys(surroundings.cast.people),
    ...Object.keys(surroundings.organisation.people),
  ])
  reportPerson(log, member(document.value, 'start'), ['start'], people)
  for (const [index, step] of listAt(document.value, 'steps').entries())
    reportPerson(log, step, ['steps', index], people)
  return log.problems
}

/** References of a replay: its process and profile, the events its rows send, the fields its cases begin with. */
export function checkReplay(document: SourceDocument, surroundings: StorySurroundings): readonly Problem[] {
  const { set } = surroundings
  const log = documentLog(document, surroundings)
  const process = knownProcess(log, document, set)
  if (!process) return log.problems
  const events = handledEvents(indexStates(process.value))
  const fields = fieldNodes(objectAt(resolveProcess(process, set).resolved, 'fields'))
  for (const [index, row] of listAt(document.value, 'rows').entries()) {
    const path = ['rows', index]
    const event = textAt(row, 'send')
    if (event !== undefined && !events.includes(event))
      log.reportUnknown('unknown-event', [...path, 'send'], {
        what: `an event of '${process.id}'`,
        name: event,
        known: events,
      })
    for (const name of Object.keys(objectAt(member(row, 'create'), 'with')))
      if (!nodeAt(fields, name))
        log.reportUnknown('unknown-field', [...path, 'create', 'with', name], {
          what: `a field of '${process.id}'`,
          name,
          known: pathsOf(fields),
          key: true,
        })
  }
  return log.problems
}

function knownProcess(
  log: ProblemLog,
  { value }: SourceDocument,
  set: SourceSet,
): SourceDocument | undefined {
  const name = textAt(value, 'process')
  const process = set.documents.find(({ kind, id }) => kind === 'process' && id === name)
  if (name !== undefined && !process)
    log.reportUnknown('unknown-process', ['process'], {
      what: 'a process',
      name,
      known: idsOf(set, 'process'),
    })
  const profile = textAt(value, 'profile')
  if (profile !== undefined) reportProfile(log, { name: profile, process }, set)
  return process
}

function reportProfile(
  log: ProblemLog,
  { name, process }: { readonly name: string; readonly process: SourceDocument | undefined },
  set: SourceSet,
): void {
  const profile = set.documents.find(({ kind, id }) => kind === 'profile' && id === name)
  if (!profile) {
    log.reportUnknown('unknown-profile', ['profile'], {
      what: 'a profile',
      name,
      known: idsOf(set, 'profile'),
    })
  } else if (process && !profileValues(profile.value, process.id)) {
    const message = `Expected a profile that sets figures for '${process.id}', but '${name}' sets none.`
    const hint = `Add parameters.${process.id} to the profile (it may be empty: {}), or leave the profile out.`
    log.report('unknown-profile', ['profile'], message, { found: name, hint })
  }
}

function reportPerson(
  log: ProblemLog,
  holder: Parameters<typeof textAt>[0],
  path: ValuePath,
  people: ReadonlySet<string>,
): void {
  const name = textAt(holder, 'by')
  if (name === undefined || people.has(name)) return
  log.reportUnknown('unknown-person', [...path, 'by'], {
    what: 'a person of the cast or the organisation',
    name,
    known: people,
  })
}
