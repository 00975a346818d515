#!/usr/bin/env node
import { CommanderError } from 'commander'
import { exitCode, printJson, reportFailure } from './output.js'
import { createProgram } from './program.js'

const asJson = process.argv.includes('--json')

// A reader such as `head` that has seen enough is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await createProgram().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) reportFailure(error, asJson)
  else if (error.exitCode === 0) process.exitCode = exitCode.good
  else {
    // commander has printed its own message for people.
    if (asJson) printJson({ error: { code: 'usage-wrong', message: error.message } })
    process.exitCode = exitCode.usage
  }
}
