#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { addCheck } from './commands/check.js'
import { addInit } from './commands/init.js'
import { addKeys } from './commands/keys.js'
import { addReplayLog } from './commands/replay-log.js'
import { addSchema } from './commands/schema.js'
import { addServe } from './commands/serve.js'
import { addTest } from './commands/test.js'
import { addTrail } from './commands/trail.js'
import { addTypes } from './commands/types.js'
import { exitCode, reportFailure } from './output.js'

const program = new Command('aftercare')
  .description('After-sales procedures written in YAML: checked, explained, durable.')
  .exitOverride()
  .showSuggestionAfterError()

for (const add of [
  addInit,
  addCheck,
  addTest,
  addServe,
  addReplayLog,
  addTrail,
  addKeys,
  addSchema,
  addTypes,
])
  add(program)

try {
  await program.parseAsync()
} catch (error) {
  // commander has printed its own message; help and version are no failures.
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCode.good : exitCode.usage
  else reportFailure(error, process.argv.includes('--json'))
}
