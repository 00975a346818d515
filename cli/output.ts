import { EngineError, renderProblem, type Problem } from '../engine/index.js'

/** Exit codes: everything good, problems found, wrong usage. */
export const exitCode = { good: 0, problems: 1, usage: 2 } as const

/** Prints one JSON value as one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** Prints a line for people. */
export function printLine(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Prints problems for people, each with its place and caret, and their number. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems) printLine(`${renderProblem(problem)}\n`)
}

/** `3 errors, 1 warning`. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const warnings = problems.length - errors
  return `${errors} error${errors === 1 ? '' : 's'}, ${warnings} warning${warnings === 1 ? '' : 's'}`
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** Tells the problems of definitions in the asked form and sets the exit code, where one is an error; whether one is. */
export function tellErrors(problems: readonly Problem[], json = false): boolean {
  if (!hasErrors(problems)) return false
  if (json) printJson({ problems })
  else printProblems(problems)
  process.exitCode = exitCode.problems
  return true
}

/** Tells a failure in the asked form and sets the exit code: 2 for wrong usage, 1 for the rest. */
export function reportFailure(error: unknown, json: boolean): void {
  const known = error instanceof EngineError ? error : undefined
  const code = known?.code ?? 'engine-bug'
  const message = error instanceof Error ? error.message : String(error)
  const problems = Array.isArray(known?.cause) ? (known.cause as readonly Problem[]) : []
  if (json) printJson({ error: { code, message }, ...(problems.length > 0 ? { problems } : {}) })
  else {
    for (const problem of problems) process.stderr.write(`${renderProblem(problem)}\n\n`)
    process.stderr.write(`${code}: ${message}\n`)
  }
  process.exitCode =
    code === 'usage-wrong' || code === 'configuration-invalid' ? exitCode.usage : exitCode.problems
}
