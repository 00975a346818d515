import type { Actor, Engine, InstanceRecord } from '../../engine/index.js'
import { scopeOf } from '../identity/sender.js'
import type { WorkingRoles } from './working-roles.js'
import { hasNeed, maskOf } from './mask.js'
import { isAbout, scopePartOf, type SeenLine } from './seen-lines.js'
import type { Look } from './sight.js'

/** What somebody's roles let see. */
export type LinesOf = (actor: Actor) => Promise<readonly SeenLine[]>

/** What is seen of one case. */
export interface CaseSight {
  /** Lines that open a case. */
  opening(actor: Actor, record: InstanceRecord): Promise<readonly SeenLine[]>
  look(actor: Actor, record: InstanceRecord): Promise<Look>
}

/** Narrow lines are asked of the database, as lists ask it: a case and a list are never of different opinions. */
export function createCaseSight({
  engine,
  working,
  linesOf,
}: {
  readonly engine: Engine
  readonly working: WorkingRoles
  readonly linesOf: LinesOf
}): CaseSight {
  async function opening(actor: Actor, record: InstanceRecord): Promise<readonly SeenLine[]> {
    // Has the version of the case looked at before it is said where somebody works.
    await working.ofCase(record)
    const about = (await linesOf(actor)).filter((line) => isAbout(line, record.process))
    const found: SeenLine[] = []
    for (const line of about) {
      const isOpen =
        !line.narrowed ||
        (await engine.store.read.within([record.id], { anyOf: [scopePartOf(line)] })).has(record.id)
      if (isOpen) found.push(line)
    }
    return found
  }

  async function look(actor: Actor, record: InstanceRecord): Promise<Look> {
    const lines = await opening(actor, record)
    if (lines.length > 0) {
      const mask = maskOf(lines, hasNeed(actor, record))
      return mask ? { sight: 'masked', mask } : { sight: 'whole' }
    }
    if (!covers(actor, record.process)) return { sight: 'none' }
    if (partyRoles(actor, record).length > 0) return { sight: 'part' }
    return { sight: record.createdBy === actor.id ? 'outline' : 'none' }
  }

  return { opening, look }
}

/** Whether the key an actor came with is for a process at all. */
export function covers(actor: Actor, process: string): boolean {
  return scopeOf(actor).processes?.includes(process) ?? true
}

/** Roles in which the party of the actor takes part in a case. */
export function partyRoles({ party, roles }: Actor, { parties = {} }: InstanceRecord): readonly string[] {
  if (party === undefined) return []
  return roles.filter((role) => Object.hasOwn(parties, role) && parties[role] === party)
}
