import type { MapNode } from '../parse/source-node.js'
import type { Report } from './expand-document.js'
import { unfoldApprovals } from './unfold-approvals.js'
import { unfoldMembers } from './unfold-members.js'

/** A state that is unfolded, and where it stands. */
export interface UnfoldedState {
  readonly root: MapNode
  readonly state: MapNode
  /** Names from the root to the state. */
  readonly path: readonly string[]
  /** Names of the states beside it, its own included. */
  readonly siblings: ReadonlySet<string>
}

/**
 * Turns `approvals` and `members` into the states they stand for, with the forms and titles these need. The tree has
 * its shape already, so what is wrong inside of them was told; each part that was not written has the place of what it
 * comes from. Only what speaks of other states is told here.
 */
export function unfoldStates(root: MapNode, report: Report): void {
  unfoldInside(root, { root, path: [] }, report)
}

function unfoldInside(
  holder: MapNode,
  { root, path }: Pick<UnfoldedState, 'root' | 'path'>,
  report: Report,
): void {
  const states = holder.entries.get('states')?.value
  if (states?.kind !== 'map') return
  const siblings = new Set(states.entries.keys())
  for (const { key, value } of [...states.entries.values()]) {
    if (value.kind !== 'map') continue
    const place = { root, state: value, path: [...path, key], siblings }
    if (value.entries.has('approvals')) unfoldApprovals(place, report)
    if (value.entries.has('members')) unfoldMembers(place, report)
    unfoldInside(value, place, report)
  }
}
