import { step } from '../engine/core/index.js'
import type { Facts } from '../engine/core/command.js'
import type { InstanceRecord } from '../engine/core/record.js'
import type { CheckedProcess } from '../engine/definition/checked-process.js'
import type { CheckedWorkflows } from '../engine/definition/checked-workflows.js'
import { loadWorkflows } from '../engine/index.js'

/** The process of `cli/starter`: a task, a deadline with a warning, a form, a case that can be tried again for ever. */
export interface Sample {
  readonly workflows: CheckedWorkflows
  readonly process: CheckedProcess
  readonly facts: Facts
  readonly record: InstanceRecord
}

export const actor = { id: 'desk-1', roles: ['service-desk'] }
export const data = { customer: '王丽', question: 'When does my warranty end?' }

export async function loadSample(): Promise<Sample> {
  const workflows = await loadWorkflows('cli/starter')
  const [process] = workflows.processes
  const calendar = workflows.calendars.get('office')
  if (!process || !calendar) throw new Error('Expected the starter to hold a process and its calendar.')
  const facts: Facts = { calendar, series: {} }
  const created = step(process, facts, undefined, { kind: 'create', id: 'bench', data, actor }, Date.UTC(2026, 8, 28))
  if (created.kind === 'refused') throw new Error(created.refusal.text.en)
  return { workflows, process, facts, record: created.after }
}
