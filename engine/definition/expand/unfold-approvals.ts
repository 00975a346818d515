import { type MapNode, mapAt, type SourceNode, type Span } from '../parse/source-node.js'
import { readApprovals, type Approvals } from './approval-steps.js'
import { approvalForms } from './approval-forms.js'
import { approvalState } from './approval-states.js'
import { bothTexts, buildNode, type Buildable } from './build-node.js'
import type { Report } from './expand-document.js'
import type { UnfoldedState } from './unfold-states.js'

/** What the steps decide, so that nothing beside them could. */
const decided = ['type', 'initial', 'states', 'task', 'invoke', 'always', 'onDone']

/**
 * `approvals` becomes one state inside for each step, in order, with a task, the events that approve, reject and send
 * back, their forms and what their buttons say. A title the process gives to one of these events stays.
 */
export function unfoldApprovals(place: UnfoldedState, report: Report): void {
  const { state, root } = place
  const written = state.entries.get('approvals')
  if (written?.value.kind !== 'map') return
  reportDecided(state, report)
  state.entries.delete('approvals')
  const approvals = readApprovals(place, written.value, report)
  const [first] = approvals.steps
  if (!first) return
  const at = written.keySpan
  set(state, { key: 'initial', at, node: buildNode(first.name, at) })
  const states = section(state, 'states', at)
  for (const step of approvals.steps)
    set(states, { key: step.name, at: step.span, node: approvalState(approvals, step) })
  addTitles(root, approvals, at)
  addForms(root, approvals, { at, report })
}

function reportDecided({ entries }: MapNode, report: Report): void {
  for (const { key, keySpan } of decided.flatMap((each) => entries.get(each) ?? []))
    report({
      code: 'unknown-key',
      span: keySpan,
      message: `Expected only what a state with 'approvals' can have, but found '${key}'.`,
      hint: `Take '${key}' out, or put it into a state of its own.`,
    })
}

/** What the buttons say, unless the process says it. */
function addTitles(root: MapNode, { steps, events, rejected }: Approvals, at: Span): void {
  const described = section(root, 'events', at)
  const title = (event: string, text: Buildable): void => {
    if (!described.entries.has(event) && !described.faulty.has(event))
      set(described, { key: event, at, node: buildNode({ title: text }, at) })
  }
  for (const { approve } of steps) title(approve, bothTexts('批准', 'Approve'))
  if (rejected) title(events.reject, bothTexts('驳回', 'Reject'))
  if (steps.some(({ backTo }) => backTo.length > 0)) title(events.return, bothTexts('退回', 'Send back'))
}

function addForms(
  root: MapNode,
  approvals: Approvals,
  { at, report }: { readonly at: Span; readonly report: Report },
): void {
  const forms = approvalForms(approvals)
  if (Object.keys(forms).length === 0) return
  const known = section(root, 'forms', at)
  for (const [name, form] of Object.entries(forms)) {
    if (known.entries.has(name))
      report({
        code: 'duplicate-id',
        span: at,
        message: `Expected the name '${name}' to be free for a form of these approvals, but the process has a form of that name.`,
        hint: 'Give the form of the process another name.',
      })
    else set(known, { key: name, at, node: buildNode(form, at) })
  }
}

/** A map under a key, which is there afterwards. */
function section(holder: MapNode, key: string, at: Span): MapNode {
  const found = holder.entries.get(key)?.value
  if (found?.kind === 'map') return found
  const made = mapAt(at, [])
  set(holder, { key, at, node: made })
  return made
}

function set(
  holder: MapNode,
  { key, at, node }: { readonly key: string; readonly at: Span; readonly node: SourceNode },
): void {
  holder.entries.set(key, { key, keySpan: at, value: node })
}
