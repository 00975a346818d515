import { Counter, Histogram, type Registry } from 'prom-client'
import type { Observation } from '../../engine/index.js'

/** Seconds, from a commit on a fast disk to a service that is waited for. */
const workBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Seconds, from a timer that fires as it should to one of a server that was down for a week. */
const latenessBuckets = [0.1, 0.5, 1, 2.5, 5, 15, 60, 300, 1800, 3600, 21_600, 86_400, 604_800]

/** Counts what the engine tells, one series for each few words. */
export function eventMetrics(registry: Registry): (observation: Observation) => void {
  const registers = [registry]
  const accepted = new Counter({
    name: 'aftercare_events_accepted_total',
    help: 'Calls that changed a case, by process and call: send, create, note and so on.',
    labelNames: ['process', 'call'],
    registers,
  })
  const refusals = new Counter({
    name: 'aftercare_refusals_total',
    help: 'Calls that were refused, by call and code of the refusal.',
    labelNames: ['call', 'code'],
    registers,
  })
  const attempts = new Counter({
    name: 'aftercare_effect_attempts_total',
    help: 'Attempts at things to do outside, by service or channel and how they came out: done, refused, failed.',
    labelNames: ['lane', 'outcome'],
    registers,
  })
  const retries = new Counter({
    name: 'aftercare_effect_retries_total',
    help: 'Attempts that were not the first at their effect, by service or channel.',
    labelNames: ['lane'],
    registers,
  })
  const lateness = new Histogram({
    name: 'aftercare_timer_lateness_seconds',
    help: 'How late timers were fired after their due point, by process.',
    labelNames: ['process'],
    buckets: latenessBuckets,
    registers,
  })
  const commits = new Histogram({
    name: 'aftercare_commit_seconds',
    help: 'Write transactions from being asked for to their end, by what they are for: committed or failed.',
    labelNames: ['transaction', 'outcome'],
    buckets: workBuckets,
    registers,
  })
  return (told) => {
    switch (told.kind) {
      case 'accepted':
        accepted.inc({ process: told.process, call: told.call })
        return
      case 'refused':
        refusals.inc({ call: told.call, code: told.code })
        return
      case 'attempt':
        attempts.inc({ lane: told.lane, outcome: told.outcome })
        if (told.retried) retries.inc({ lane: told.lane })
        return
      case 'timer':
        lateness.observe({ process: told.process }, told.lateMs / 1000)
        return
      case 'transaction':
        commits.observe({ transaction: told.name, outcome: told.outcome }, told.ms / 1000)
    }
  }
}
