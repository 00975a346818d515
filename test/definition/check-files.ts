import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkWorkflows, readSources, type CheckedProcess } from '../../engine/definition/index.js'
import type { CheckedWorkflows } from '../../engine/definition/checked-workflows.js'
import type { SourceFile } from '../../engine/definition/document.js'
import type { ScopeValues } from '../../engine/expression/expression.js'
import type { Problem } from '../../engine/errors/problem.js'

/** Checks files given by name. */
export function checkFiles(files: Readonly<Record<string, string>>): CheckedWorkflows {
  return checkWorkflows(readSources(Object.entries(files).map(([file, text]) => ({ file, text }))))
}

/** Files of the exchange example of the language, with everything it refers to. */
export function exchangeFiles(): readonly SourceFile[] {
  const folder = join(import.meta.dirname, 'fixtures/exchange')
  return readdirSync(folder)
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

/** `file:line:column code`, for comparison. */
export const marksOf = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ code, place }) => `${place?.file}:${place?.line}:${place?.column} ${code}`)

/** A process that is right; `parts` stand at its top level, `open` inside the state `open`. */
export function processFile({ parts = '', open = '' } = {}): string {
  const indented = (text: string, by: string) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => `${by}${line}\n`)
      .join('')
  return `dsl: "1"
process: repair
version: "1.0.0"
title: { zh-CN: 维修, en: Repair }
${indented(parts, '')}initial: open
states:
  open:
    title: { zh-CN: 办理中, en: Open }
    task: staff
    due: { within: 3 days }
${indented(open, '    ')}    on: { finish: { title: { zh-CN: 结束, en: Finish }, target: closed } }
  closed: { type: final, outcome: closed, title: { zh-CN: 已办结, en: Closed } }
`
}

export const organisationFile = `organisation: house
roles:
  staff: { title: { zh-CN: 售后人员, en: Staff } }
  leader: { title: { zh-CN: 领导, en: Leader } }
`

/** The only process of files that are right; throws with their problems otherwise. */
export function compiled(text: string): CheckedProcess {
  const checked = checkFiles({ 'repair.yaml': text, 'organisation.yaml': organisationFile })
  const [process] = checked.processes
  if (!process) throw new Error(JSON.stringify(checked.problems, undefined, 1))
  return process
}

/** Problems of one process, the organisation beside it. */
export function problemsOf(text: string): readonly Problem[] {
  return checkFiles({ 'repair.yaml': text, 'organisation.yaml': organisationFile }).problems
}

/** Values of a step in which nothing special happens. */
export function scopeValues(values: Partial<ScopeValues>): ScopeValues {
  return {
    data: {},
    params: {},
    actor: { id: 'ann', roles: ['staff'] },
    instance: { id: 'repair-1', process: 'repair', createdAt: 0 },
    visits: {},
    vouchers: {},
    now: Date.UTC(2026, 8, 28, 1, 30),
    decide: () => ({}),
    ...values,
  }
}
