import type { Refusal } from '../engine/index.js'
import { exitCode, printJson } from './output.js'

/** Tells why nothing happened, in the asked form, and sets the exit code for it. */
export function tellRefusal(refusal: Refusal, json: boolean): void {
  if (json) printJson({ refused: refusal })
  else process.stderr.write(`${refusal.code}: ${refusal.text.en}\n`)
  process.exitCode = exitCode.problems
}
