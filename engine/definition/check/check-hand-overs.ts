import type { Problem } from '../../errors/problem.js'
import type { CheckedProcess } from '../checked-process.js'
import type { SourceDocument, SourceSet } from '../document.js'
import { documentsOf } from './check-house.js'
import { handOversOf, type HandOver } from './hand-overs.js'

/**
 * A case goes on with the profile it has. So whatever a profile offers, it offers what its cases may lead to as well:
 * else they would run there on figures that nobody chose for that business, or could not begin at all. A hand-over that
 * names a profile of its own, and one that the profile's figures exclude, are left out. A case without a profile leads
 * only to what can begin without one.
 */
export function checkHandOvers(processes: readonly CheckedProcess[], set: SourceSet): readonly Problem[] {
  return [...inProfiles(processes, set), ...withoutProfile(processes, set)]
}

function withoutProfile(processes: readonly CheckedProcess[], set: SourceSet): readonly Problem[] {
  return documentsOf(set, 'process').flatMap((document) => {
    const process = processes.find(({ id, profile }) => id === document.id && profile === undefined)
    // Where it cannot begin itself, nothing follows.
    if (!process || process.unsetParameters.length > 0) return []
    return firstOfEach(handOversOf(process, document, set)).flatMap((handOver) => {
      const { begin } = handOver
      const runs = processes.find(({ id, profile }) => id === begin.process && profile === undefined)
      return runs && runs.unsetParameters.length > 0 ? [cannotBegin(handOver, runs, document)] : []
    })
  })
}

function cannotBegin({ begin, state }: HandOver, runs: CheckedProcess, leading: SourceDocument): Problem {
  const lacking = quoted(runs.unsetParameters)
  const { process } = begin
  return {
    code: 'handover-cannot-begin',
    severity: 'warning',
    message: `Expected '${process}' to be able to begin, since cases of '${leading.id}' without a profile may lead there (${stateWords(state)}), but it cannot for want of ${lacking}.`,
    found: process,
    hint: `Give ${lacking} a default in '${process}', name a profile where the case is begun, or give '${leading.id}' a required parameter as well, so that it begins with a profile only.`,
    place: leading.locate(['process'], { key: true }),
  }
}

function inProfiles(processes: readonly CheckedProcess[], set: SourceSet): readonly Problem[] {
  const documents = documentsOf(set, 'process')
  return documentsOf(set, 'profile').flatMap((profile) => {
    const offered = processes.filter((process) => process.profile === profile.id)
    return offered.flatMap((process) => {
      const document = documents.find(({ id }) => id === process.id)
      if (!document) return []
      const handOvers = firstOfEach(handOversOf(process, document, set))
      return handOvers.flatMap((handOver) => problemOf(handOver, { process, profile, processes }))
    })
  })
}

/** The first hand-over to each process that takes the profile along. */
function firstOfEach(handOvers: readonly HandOver[]): readonly HandOver[] {
  const first = new Map<string, HandOver>()
  for (const handOver of handOvers) {
    const { process, profile } = handOver.begin
    if (!profile && !first.has(process)) first.set(process, handOver)
  }
  return [...first.values()]
}

interface Offer {
  readonly process: CheckedProcess
  readonly profile: SourceDocument
  readonly processes: readonly CheckedProcess[]
}

function problemOf({ begin, state }: HandOver, { process, profile, processes }: Offer): readonly Problem[] {
  const variants = processes.filter(({ id }) => id === begin.process)
  const other = variants.find((variant) => variant.profile === profile.id)
  const runs = other ?? variants.find((variant) => variant.profile === undefined)
  // A faulty process is no process; its own problems are told.
  if (!runs || (other && other.unsetParameters.length === 0)) return []
  const lacking = quoted(runs.unsetParameters)
  const then =
    lacking === ''
      ? 'such a case runs on the plain figures'
      : `such a case cannot begin for want of ${lacking}`
  const missing = other ? `a figure has no value: ${then}` : `it does not: ${then}`
  return [
    {
      code: 'handover-not-in-profile',
      severity: 'warning',
      message: `Expected profile '${profile.id}' to offer '${begin.process}' as well, since its cases of '${process.id}' may lead there (${stateWords(state)}), but ${missing}.`,
      found: begin.process,
      hint: other
        ? `Set ${lacking} under parameters.${begin.process}.`
        : `Add parameters.${begin.process} to the profile (it may be empty: {}), or exclude the way by a figure of '${process.id}' that its guard names.`,
      place: profile.locate(['parameters', process.id], { key: true }),
    },
  ]
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ')
}

function stateWords(state: string): string {
  return state === '' ? 'anywhere' : `in state '${state}'`
}
