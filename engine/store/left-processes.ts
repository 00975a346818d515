import type { InstanceFilter } from './filters.js'

/** Processes a filter leaves; `undefined` stands for all. */
export function processesOf({ process, processes }: InstanceFilter): readonly string[] | undefined {
  if (process === undefined) return processes && [...new Set(processes)]
  return processes === undefined || processes.includes(process) ? [process] : []
}
