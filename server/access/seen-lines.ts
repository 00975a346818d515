import type { Actor, Engine, ScopePart, SeenCases } from '../../engine/index.js'
import { scopeOf } from '../identity/sender.js'
import type { WorkingRoles } from './working-roles.js'
import { heldGrants } from './held-grants.js'

/** Cases that one role of somebody opens, and how much of them. */
export interface SeenLine extends Pick<SeenCases, 'personal' | 'hidden'> {
  readonly role: string
  /** Whether the processes are at least all those in which the role has something to do. */
  readonly isWorking: boolean
  /** Ids; absent for all. */
  readonly processes?: readonly string[]
  /** What narrows the cases of these processes; absent for all of them. */
  readonly narrowed?: Omit<ScopePart, 'processes'>
}

/** What somebody's roles let see, line by line, as far as the key covers it. A line about the own branch is none for people without a branch. */
export async function seenLines(
  engine: Pick<Engine, 'access' | 'isOutside' | 'branchOf' | 'peopleOf'>,
  working: WorkingRoles,
  actor: Actor,
): Promise<readonly SeenLine[]> {
  const held = heldGrants(engine, actor).filter(({ grant }) => grant.sees.length > 0)
  if (held.length === 0) return []
  const roles = await working.all()
  const confined = scopeOf(actor).processes
  const workingIn = (role: string): readonly string[] =>
    [...roles].filter(([, own]) => own.has(role)).map(([process]) => process)
  return held.flatMap(({ role, grant }) =>
    grant.sees.flatMap((seen) => {
      const narrowed = narrowedTo(engine, actor, seen)
      if (narrowed === 'nothing') return []
      const { processes, personal, hidden } = seen
      const named =
        processes === 'all'
          ? undefined
          : [...new Set([...(processes.working ? workingIn(role) : []), ...processes.ids])]
      const ids = confined ? (named ?? confined).filter((id) => confined.includes(id)) : named
      const isWorking = processes === 'all' || processes.working
      return [
        { role, isWorking, personal, hidden, ...(ids && { processes: ids }), ...(narrowed && { narrowed }) },
      ]
    }),
  )
}

function narrowedTo(
  engine: Pick<Engine, 'branchOf' | 'peopleOf'>,
  { id }: Actor,
  { cases, byField }: SeenCases,
): SeenLine['narrowed'] | 'nothing' {
  if (cases === 'all') return undefined
  if (cases === 'own') return { people: [id] }
  const branch = engine.branchOf(id)
  if (branch === undefined) return 'nothing'
  return byField === undefined
    ? { people: engine.peopleOf(branch) }
    : { field: { path: byField, value: branch } }
}

/** The cases of a line as lists are asked for them. */
export function scopePartOf({ processes, narrowed }: SeenLine): ScopePart {
  return { ...(processes && { processes }), ...narrowed }
}

/** Whether a line is about a process at all. */
export function isAbout({ processes }: SeenLine, process: string): boolean {
  return processes?.includes(process) ?? true
}
