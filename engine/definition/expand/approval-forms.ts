import { sender, stepTitle, type Approvals, type ApprovalStep } from './approval-steps.js'
import { bothTexts, type Buildable } from './build-node.js'

/**
 * The forms of approvals by name: a reason with every rejection and return, and where it is sent back to where there is
 * a choice. The reason is kept in the field `reason:` names, else in the trail only.
 */
export function approvalForms(approvals: Approvals): { readonly [name: string]: Buildable } {
  const forms: { [name: string]: Buildable } = {}
  const { rejected, steps } = approvals
  if (rejected) forms[rejectForm(approvals)] = withReason(approvals, bothTexts('驳回', 'Reject'))
  for (const step of steps) {
    if (step.backTo.length === 0) continue
    const title = bothTexts('退回', 'Send back')
    const choice = step.backTo.length > 1 ? { backTo: whereTo(approvals, step) } : {}
    forms[returnForm(approvals, step)] = withReason(approvals, title, choice)
  }
  return forms
}

/** Form of a rejection. */
export const rejectForm = ({ path }: Approvals): string => camel('reject', ...path)

/** Form of sending back from a step. Steps without a choice share one. */
export const returnForm = ({ path }: Approvals, { name, backTo }: ApprovalStep): string =>
  backTo.length > 1 ? camel('return', ...path, name) : camel('return', ...path)

function withReason(
  { node }: Approvals,
  title: Buildable,
  also: { readonly [name: string]: Buildable } = {},
): Buildable {
  const kept = node.entries.get('reason')?.value
  const reason = { type: 'text', required: true, label: bothTexts('原因', 'Reason') }
  if (!kept) return { title, also: { ...also, reason } }
  return {
    title,
    ask: [kept],
    required: [kept],
    also: Object.keys(also).length > 0 ? also : undefined,
  }
}

function whereTo({ steps }: Approvals, { backTo }: ApprovalStep): Buildable {
  const titles = backTo.map((name) => {
    const step = steps.find((each) => each.name === name)
    return [name, name === sender || !step ? bothTexts('提交人', 'Whoever asked for it') : stepTitle(step)]
  })
  return {
    type: 'choice',
    required: true,
    label: bothTexts('退回到', 'Send back to'),
    of: Object.fromEntries(titles) as { [name: string]: Buildable },
  }
}

/** `reject`, `leader-approval` gives `rejectLeaderApproval`. */
export function camel(...names: readonly string[]): string {
  const [first = '', ...words] = names.join('-').split('-')
  return first + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
