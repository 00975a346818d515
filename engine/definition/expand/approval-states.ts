import type { SourceNode } from '../parse/source-node.js'
import { sender, stepTitle, type Approvals, type ApprovalStep } from './approval-steps.js'
import { rejectForm, returnForm } from './approval-forms.js'
import { bothTexts, buildNode, type Buildable } from './build-node.js'

/** The state of one step: its task, and what may be said there. */
export function approvalState(approvals: Approvals, step: ApprovalStep): SourceNode {
  const { node } = step
  const of = (key: string): SourceNode | undefined => node.entries.get(key)?.value
  const due = of('due')
  const mayAssign = of('mayAssign') ?? approvals.node.entries.get('mayAssign')?.value
  const on: { [event: string]: Buildable } = {
    [step.approve]: {
      form: of('form'),
      require: of('require'),
      branches: [...laterSteps(approvals, step)],
    },
    ...(approvals.rejected && {
      [approvals.events.reject]: { form: rejectForm(approvals), branches: approvals.rejected },
    }),
    ...(step.backTo.length > 0 && { [approvals.events.return]: sendingBack(approvals, step) }),
  }
  const state: Buildable = {
    title: stepTitle(step),
    task: {
      roles: of('roles'),
      notBy: step.notBy.length > 0 ? step.notBy : undefined,
      mayAssign,
    },
    deadlines: due && { due },
    on,
  }
  return buildNode(state, step.span)
}

/** Where an approval leads: the next step whose condition holds, after the last where the approvals lead. */
function* laterSteps({ steps, approved }: Approvals, { index }: ApprovalStep): Iterable<Buildable> {
  for (const step of steps.slice(index + 1)) {
    const guard = step.node.entries.get('if')?.value
    yield { guard, target: step.name }
    if (!guard) return
  }
  yield* approved
}

function sendingBack(approvals: Approvals, step: ApprovalStep): Buildable {
  const { backTo } = step
  const steps = backTo.filter((name) => name !== sender)
  const branches = steps.map((name): Buildable => {
    // Where it is the last choice there is nothing left to choose.
    const guard = name === backTo.at(-1) ? undefined : `event.backTo == "${name}"`
    return { guard, target: name }
  })
  return {
    form: returnForm(approvals, step),
    require: limit(approvals, step),
    branches: [...branches, ...(backTo.includes(sender) ? (approvals.returned ?? []) : [])],
  }
}

/** A step that was sent back comes again with a new visit, so its visits tell how often it was. */
function limit({ path, node }: Approvals, step: ApprovalStep): Buildable | undefined {
  const most = node.entries.get('maxReturns')?.value
  if (most?.kind !== 'scalar') return undefined
  const count = String(most.value).replace(/^=/, '')
  const condition = `visits["${[...path, step.name].join('.')}"] <= ${count}`
  return [
    {
      if: { kind: 'scalar', value: condition, span: most.span },
      else: bothTexts(
        '退回次数已用完，只能批准或驳回',
        'It was sent back as often as allowed. Approve or reject it.',
      ),
    },
  ]
}
