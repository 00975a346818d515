import type { Problem } from '../../errors/problem.js'
import { listAt, member, objectAt, objectsAt, textAt } from '../compile/json-access.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { SourceDocument } from '../document.js'
import { leadsIntoModule } from '../modules/module-sections.js'
import { processOfModule } from '../modules/module-process.js'
import { documentsOf } from './check-house.js'
import { checkProcess } from './check-process.js'
import { documentLog, type Surroundings } from './surroundings.js'

/** What is wrong in the modules of a set, each looked at by itself, at its place in its own file. */
export function checkModules(surroundings: Surroundings): readonly Problem[] {
  return documentsOf(surroundings.set, 'module').flatMap((module) => {
    const { problems } = checkProcess(processOfModule(module), surroundings)
    return [...problems.filter((problem) => isOwn(module, problem)), ...checkSwitch(module, surroundings)]
  })
}

/** A figure without a value, and a calendar, are the business of whoever uses the module. */
function isOwn(module: SourceDocument, { code, expected, place }: Problem): boolean {
  const path = place?.path?.split('.') ?? []
  const left = code === 'parameter-without-value' || (code === 'missing-key' && expected === 'calendar')
  return place?.file === module.file && leadsIntoModule(path) && !left
}

/** Rules that nobody compared with their source are off until somebody turns them on. */
function checkSwitch(module: SourceDocument, surroundings: Surroundings): readonly Problem[] {
  const log = documentLog(module, surroundings)
  const { value } = module
  const name = textAt(value, 'switch')
  const verified = value['verified'] === true
  if (name === undefined) {
    if (!verified)
      log.report(
        'unverified-runs',
        ['verified'],
        'Expected a switch that turns unverified rules off, but there is none.',
        {
          expected: 'switch',
          hint: "Add 'switch: <parameter>' and a boolean parameter of that name with 'default: false'.",
        },
      )
    return log.problems
  }
  const parameters = objectAt(value, 'parameters')
  const parameter = member(parameters, name)
  if (parameter === undefined) {
    const known = Object.keys(parameters)
    log.reportUnknown('unknown-parameter', ['switch'], { what: 'a parameter of the module', name, known })
  } else if (
    textAt(parameter, 'type') !== 'boolean' ||
    (!verified && member(parameter, 'default') !== false)
  ) {
    const expected = verified ? 'a boolean parameter' : "a boolean parameter with 'default: false'"
    const message = `Expected '${name}' to be ${expected}, but it is not.`
    log.report('unverified-runs', ['parameters', name], message, { key: true, expected })
  } else for (const [decision] of objectsAt(value, 'decisions')) checkFirstRule(log, value, decision, name)
  if (!verified) checkTitles(log, value)
  return log.problems
}

/** A clock without a text could not say that nobody compared it with its source. */
function checkTitles(log: ProblemLog, module: SourceDocument['value']): void {
  const untitled = [
    ...objectsAt(module, 'deadlines').map(([name, deadline]) => ({
      path: ['deadlines', name],
      part: deadline,
    })),
    ...listAt(module, 'notices').map((notice, index) => ({ path: ['notices', index], part: notice })),
  ].filter(({ part }) => member(part, 'title') === undefined)
  for (const { path } of untitled)
    log.report(
      'missing-title',
      path,
      'Expected a title, which says that the rule is unverified, but there is none.',
      {
        key: true,
        expected: 'title',
      },
    )
}

/** The first rule of each decision answers while the switch is off: its only cell is the switch, and says `false`. */
function checkFirstRule(
  log: ProblemLog,
  module: SourceDocument['value'],
  name: string,
  parameter: string,
): void {
  const decision = member(objectAt(module, 'decisions'), name)
  const column = Object.entries(objectAt(decision, 'in')).find(
    ([, source]) => source === `params.${parameter}`,
  )
  const when = objectAt(listAt(decision, 'rules')[0], 'when')
  const cells = Object.keys(when)
  if (column && cells.length === 1 && when[column[0]] === false) return
  const message = `Expected the first rule of '${name}' to answer while '${parameter}' is off, but it does not.`
  log.report('unverified-runs', ['decisions', name, 'rules', 0], message, {
    hint: `Add the column 'applies: params.${parameter}', and begin with the rule { when: { applies: false }, then: … }.`,
  })
}
