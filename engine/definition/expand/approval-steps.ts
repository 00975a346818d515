import {
  type ListNode,
  type MapNode,
  replaceEntry,
  scalarAt,
  type SourceNode,
  type Span,
} from '../parse/source-node.js'
import { bothTexts, type Buildable } from './build-node.js'
import type { Report } from './expand-document.js'
import type { UnfoldedState } from './unfold-states.js'

/** `approvals` as it was written, with what was left out filled in. */
export interface Approvals {
  /** Names from the root to the state. */
  readonly path: readonly string[]
  readonly steps: readonly ApprovalStep[]
  /** Branches, their targets as they read inside the state. */
  readonly approved: readonly SourceNode[]
  readonly rejected: readonly SourceNode[] | undefined
  readonly returned: readonly SourceNode[] | undefined
  readonly events: { readonly reject: string; readonly return: string }
  readonly node: MapNode
}

/** One approval. */
export interface ApprovalStep {
  /** Name of its state. */
  readonly name: string
  /** Event that approves here. */
  readonly approve: string
  /** Events whose sender does not approve here: as written, then the other steps' approvals. */
  readonly notBy: readonly Buildable[]
  /** Where it may be sent back to: steps before it, and `sender` last. */
  readonly backTo: readonly string[]
  readonly index: number
  readonly node: MapNode
  readonly span: Span
}

/** What sending back calls whoever asked for the approvals. */
export const sender = 'sender'

/** The title as written, else by its number. */
export function stepTitle({ node, index }: ApprovalStep): Buildable {
  const number = String(index + 1)
  return node.entries.get('title')?.value ?? bothTexts(`审批（第${number}步）`, `Approval, step ${number}`)
}

/** Reads the steps, and tells of names that would mean two things. Steps without a name are left out. */
export function readApprovals(place: UnfoldedState, node: MapNode, report: Report): Approvals {
  const names = new Set<string>([sender])
  const branches = (key: string): readonly SourceNode[] | undefined => {
    const list = node.entries.get(key)?.value
    return list?.kind === 'list' ? list.items.map((branch) => fromInside(place, branch)) : undefined
  }
  const returned = branches('returned')
  const written = itemsOf(node, 'steps').flatMap((step) => {
    const name = step.kind === 'map' ? nameOf(step) : undefined
    if (step.kind !== 'map' || !name) return []
    if (!isFree(name, names, report)) return []
    names.add(name.text)
    return [{ step, ...name }]
  })
  const approve = (step: MapNode, name: string): string => textAt(step, 'approve') ?? `approve-${name}`
  reportAmbiguous(place, node, { names, report })
  const events = written.map(({ step, text }) => approve(step, text))
  const apart = scalarOf(node, 'fourEyes')?.value !== false
  if (written[0]?.step.entries.has('if')) reportCondition(written[0].step, report)
  return {
    path: place.path,
    steps: written.map(({ step, text, span }, index) => {
      const own = events[index] ?? ''
      const others = apart ? events.filter((event) => event !== own) : []
      const earlier = written.slice(0, index).map((each) => each.text)
      return {
        name: text,
        approve: own,
        notBy: [...itemsOf(node, 'notBy'), ...itemsOf(step, 'notBy'), ...new Set(others)],
        backTo: returned ? [...earlier, sender] : earlier,
        index,
        node: step,
        span,
      }
    }),
    approved: branches('approved') ?? [],
    rejected: branches('rejected'),
    returned,
    events: eventsOf(node),
    node,
  }
}

/** A step goes by its name, else by its first role. */
function nameOf(step: MapNode): { readonly text: string; readonly span: Span } | undefined {
  const node = scalarOf(step, 'name') ?? itemsOf(step, 'roles')[0]
  return node?.kind === 'scalar' && typeof node.value === 'string'
    ? { text: node.value, span: node.span }
    : undefined
}

function isFree(
  { text, span }: { readonly text: string; readonly span: Span },
  taken: ReadonlySet<string>,
  report: Report,
): boolean {
  if (!taken.has(text)) return true
  report({
    code: 'duplicate-id',
    span,
    message:
      text === sender
        ? `Expected the name of a step, but '${sender}' stands for whoever asked for the approvals.`
        : `Expected each step to have a name of its own, but two are called '${text}'.`,
    hint: 'Say `name:` in the step; without it the step goes by its first role.',
  })
  return false
}

/** A target that names a state beside this one and a step as well would lead to the step. */
function reportAmbiguous(
  { path, siblings }: UnfoldedState,
  node: MapNode,
  { names, report }: { readonly names: ReadonlySet<string>; readonly report: Report },
): void {
  if (path.length > 1) return
  for (const branch of ['approved', 'rejected', 'returned'].flatMap((key) => itemsOf(node, key))) {
    const target = branch.kind === 'map' ? scalarOf(branch, 'target') : undefined
    if (typeof target?.value !== 'string' || !names.has(target.value) || !siblings.has(target.value)) continue
    report({
      code: 'duplicate-id',
      span: target.span,
      message: `Expected a target that means one state, but a state and a step of these approvals are both called '${target.value}'.`,
      hint: 'Give the step another name by `name:`.',
    })
  }
}

function reportCondition(step: MapNode, report: Report): void {
  const entry = step.entries.get('if')
  if (!entry) return
  report({
    code: 'unknown-key',
    span: entry.keySpan,
    message:
      "Expected 'if' only from the second step on, since the first one is where the approvals begin, but found it at the first.",
    hint: 'Choose with a guard, where the approvals are asked for, whether they are needed.',
  })
}

function eventsOf(node: MapNode): Approvals['events'] {
  const events = node.entries.get('events')?.value
  const named = (key: string): string | undefined =>
    events?.kind === 'map' ? textAt(events, key) : undefined
  return { reject: named('reject') ?? 'reject', return: named('return') ?? 'return' }
}

/** A branch whose target, written beside the state, means the same inside of it. */
function fromInside({ path, siblings }: UnfoldedState, branch: SourceNode): SourceNode {
  if (branch.kind !== 'map') return branch
  const target = scalarOf(branch, 'target')
  const parent = path.slice(0, -1)
  if (typeof target?.value !== 'string' || parent.length === 0 || !siblings.has(target.value)) return branch
  const value = scalarAt([...parent, target.value].join('.'), target.span)
  const moved: MapNode = { ...branch, entries: new Map(branch.entries) }
  replaceEntry(moved, 'target', { key: 'target', value })
  return moved
}

/** The items of a list, none where there is no list. */
function itemsOf(node: MapNode, key: string): ListNode['items'] {
  const list = node.entries.get(key)?.value
  return list?.kind === 'list' ? list.items : []
}

function scalarOf(node: MapNode, key: string) {
  const value = node.entries.get(key)?.value
  return value?.kind === 'scalar' ? value : undefined
}

function textAt(node: MapNode, key: string): string | undefined {
  const value = scalarOf(node, key)?.value
  return typeof value === 'string' ? value : undefined
}
