import { Command } from 'commander'
import { addAct } from './commands/act.js'
import { addAnchor } from './commands/anchor.js'
import { addApplyProfile } from './commands/apply-profile.js'
import { addCalendar } from './commands/calendar.js'
import { addCheck } from './commands/check.js'
import { addDb } from './commands/db.js'
import { addDeadlines } from './commands/deadlines.js'
import { addDeploy } from './commands/deploy.js'
import { addDemo } from './commands/demo.js'
import { addDiagram } from './commands/diagram.js'
import { addDoctor } from './commands/doctor.js'
import { addDue } from './commands/due.js'
import { addIncidents } from './commands/incidents.js'
import { addInit } from './commands/init.js'
import { addKeys } from './commands/keys.js'
import { addOperatorActions } from './commands/operator-actions.js'
import { addPaper } from './commands/paper.js'
import { addRegister } from './commands/register.js'
import { addReplayLog } from './commands/replay-log.js'
import { addSchedules } from './commands/schedules.js'
import { addSchema } from './commands/schema.js'
import { addServe } from './commands/serve.js'
import { addStuck } from './commands/stuck.js'
import { addSwitches } from './commands/switches.js'
import { addTest } from './commands/test.js'
import { addTrail } from './commands/trail.js'
import { addTypes } from './commands/types.js'
import { addUnit } from './commands/unit.js'
import { addVerify } from './commands/verify.js'
import { addVersions } from './commands/versions.js'

/** The command line, ready to parse. Throws `CommanderError` instead of ending the process. */
export function createProgram(): Command {
  const program = new Command('aftercare')
    .description('After-sales procedures written in YAML: checked, explained, durable.')
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError("Say 'aftercare help' or '--help' behind a command to see what it takes.")
    .addHelpText(
      'after',
      '\nExit codes: 0 good, 1 problems found, 2 wrong usage. Every command takes --json.',
    )
  for (const add of [
    addInit,
    addCheck,
    addTest,
    addDue,
    addDeadlines,
    addStuck,
    addPaper,
    addDiagram,
    addVersions,
    addDeploy,
    addCalendar,
    addSchedules,
    addRegister,
    addServe,
    addDoctor,
    addDemo,
    addAct,
    addApplyProfile,
    addReplayLog,
    addOperatorActions,
    addTrail,
    addVerify,
    addAnchor,
    addDb,
    addIncidents,
    addSwitches,
    addKeys,
    addSchema,
    addTypes,
    addUnit,
  ])
    add(program)
  return program
}
