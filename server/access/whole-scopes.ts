import type { Actor, CaseScope } from '../../engine/index.js'
import type { LinesOf } from './case-sight.js'
import { isAbout, scopePartOf, type SeenLine } from './seen-lines.js'

/** What somebody sees with nothing kept back: what repeats the values of cases is for these alone. */
export interface WholeScopes {
  /** Cases of which nothing is kept back; `undefined` for everything. */
  wholeScope(actor: Actor): Promise<CaseScope | undefined>
  /**
   * Cases that may be found by their values: whoever finds a case by a value knows the value. `undefined` where nothing
   * is kept back of any case the actor may list.
   */
  searchScope(actor: Actor): Promise<CaseScope | undefined>
  /** Whether no case and nothing in one is kept from the actor. */
  seesEverything(actor: Actor): Promise<boolean>
  /** Whether all cases of a process are seen whole. */
  seesWhole(actor: Actor): Promise<(process: string) => boolean>
  /** Ids of the processes of which all cases are seen whole; `undefined` stands for all. */
  wholeProcesses(actor: Actor): Promise<readonly string[] | undefined>
}

/** They go by single lines: a value that is needed today, or shown by the sum of two lines only, is not searched. */
export function createWholeScopes(linesOf: LinesOf): WholeScopes {
  const wholeLines = async (actor: Actor): Promise<readonly SeenLine[]> =>
    (await linesOf(actor)).filter(isWhole)
  const unnarrowed = async (actor: Actor): Promise<readonly SeenLine[]> =>
    (await wholeLines(actor)).filter(({ narrowed }) => !narrowed)
  return {
    wholeScope: async (actor) => scopeOfLines(await wholeLines(actor)),
    searchScope: async (actor) => {
      const lines = await linesOf(actor)
      return lines.every(isWhole) ? undefined : scopeOfLines(lines.filter(isWhole))
    },
    seesEverything: async (actor) => (await unnarrowed(actor)).some(({ processes }) => !processes),
    seesWhole: async (actor) => {
      const lines = await unnarrowed(actor)
      return (process) => lines.some((line) => isAbout(line, process))
    },
    wholeProcesses: async (actor) => {
      const lines = await unnarrowed(actor)
      return lines.some(({ processes }) => !processes)
        ? undefined
        : [...new Set(lines.flatMap(({ processes = [] }) => processes))]
    },
  }
}

/** The cases that some lines open; `undefined` for everything. */
export function scopeOfLines(lines: readonly SeenLine[]): CaseScope | undefined {
  return lines.some(({ processes, narrowed }) => !processes && !narrowed)
    ? undefined
    : { anyOf: lines.map(scopePartOf) }
}

function isWhole({ personal, hidden }: SeenLine): boolean {
  return personal === 'shown' && hidden.length === 0
}
