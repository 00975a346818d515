import type { InstanceRecord } from '../../core/record.js'

const asking = new WeakSet<InstanceRecord>()

/**
 * Marks a record whose steps asked for something outside. Whoever is told of the commit has this very record, and need
 * look for effects only then: every other event costs no question.
 */
export function markAsking(record: InstanceRecord): void {
  asking.add(record)
}

/** Whether the steps that led to this record asked for something outside. */
export function asksForEffects(record: InstanceRecord): boolean {
  return asking.has(record)
}
