import {
  type MapEntry,
  type MapNode,
  scalarAt,
  type ScalarNode,
  type SourceNode,
} from '../parse/source-node.js'
import { camel } from './approval-forms.js'
import { bothTexts, buildNode } from './build-node.js'
import type { Report } from './expand-document.js'
import type { UnfoldedState } from './unfold-states.js'

/** State in which a region decides whether it takes part, and the one in which it ends when it does not. */
const joining = 'joining'
const notConcerned = 'not-concerned'

/**
 * `members` of a parallel state: each region begins by asking whether it takes part, and ends at once where it does
 * not. Who takes part is a truth value for each region, by its name in camelCase, in what `members` names.
 */
export function unfoldMembers({ state }: UnfoldedState, report: Report): void {
  const written = state.entries.get('members')
  const type = state.entries.get('type')?.value
  if (written?.value.kind !== 'map') return
  state.entries.delete('members')
  if (type?.kind !== 'scalar' || type.value !== 'parallel') {
    report({
      code: 'unknown-key',
      span: written.keySpan,
      message: "Expected 'members' only in a parallel state, but this is none.",
      hint: 'Say `type: parallel`: then the states inside are the regions that take part or do not.',
    })
    return
  }
  const states = state.entries.get('states')?.value
  const by = written.value.entries.get('by')?.value
  if (states?.kind !== 'map' || by?.kind !== 'scalar') return
  const always = regionsNamed(written.value)
  // With a name that means nothing, what is asked for would be told as well.
  if (!areRegions(always, states, report)) return
  const spared = new Set(always.map(({ value }) => value))
  for (const region of states.entries.values()) if (!spared.has(region.key)) unfoldRegion(region, by, report)
}

/** Regions that always take part, as they are named. */
function regionsNamed(members: MapNode): readonly ScalarNode[] {
  const list = members.entries.get('always')?.value
  return list?.kind === 'list' ? list.items.filter((item) => item.kind === 'scalar') : []
}

function areRegions(named: readonly ScalarNode[], states: MapNode, report: Report): boolean {
  const known = [...states.entries.keys()]
  const unknown = named.filter(({ value }) => !known.some((each) => each === value))
  for (const { value, span } of unknown)
    report({
      code: 'unknown-state',
      span,
      message: `Expected a region of this state, but nothing is called '${String(value)}'.`,
      hint: `Its regions are ${known.map((each) => `'${each}'`).join(', ')}.`,
    })
  return unknown.length === 0
}

function unfoldRegion(region: MapEntry, members: ScalarNode, report: Report): void {
  const { value } = region
  const states = value.kind === 'map' ? value.entries.get('states')?.value : undefined
  if (value.kind !== 'map' || states?.kind !== 'map') {
    report({
      code: 'missing-key',
      span: region.keySpan,
      message: `Expected the region '${region.key}' to have states inside it, since it may have no part in this, but it has none.`,
      hint: 'Give it `initial` and `states`, so that it can begin or be left out.',
    })
    return
  }
  const initial = value.entries.get('initial')
  // That it is missing is told when the states are compiled.
  if (!initial || !areFree(states, report)) return
  const inside = [...states.entries.values()]
  states.entries.clear()
  const add = (key: string, node: SourceNode): void => {
    states.entries.set(key, { key, keySpan: members.span, value: node })
  }
  add(joining, joiningState(members, initial.value, region.key))
  for (const entry of inside) states.entries.set(entry.key, entry)
  add(notConcerned, buildNode({ type: 'final', title: bothTexts('不参与', 'Not concerned') }, members.span))
  value.entries.set('initial', { ...initial, value: scalarAt(joining, initial.value.span) })
}

function joiningState(members: ScalarNode, initial: SourceNode, region: string): SourceNode {
  const member = `${String(members.value)}.${camel(region)}`
  const guard = member.startsWith('data.') ? `or(${member}, false)` : member
  return buildNode(
    {
      title: bothTexts('确定是否参与', 'Deciding who takes part'),
      always: [{ guard, target: initial }, { target: notConcerned }],
    },
    members.span,
  )
}

function areFree(states: MapNode, report: Report): boolean {
  const taken = [joining, notConcerned].flatMap((name) => states.entries.get(name) ?? [])
  for (const { key, keySpan } of taken)
    report({
      code: 'duplicate-id',
      span: keySpan,
      message: `Expected the name '${key}' to be free, since 'members' gives each region a state of that name, but this one is called so.`,
      hint: 'Give this state another name.',
    })
  return taken.length === 0
}
