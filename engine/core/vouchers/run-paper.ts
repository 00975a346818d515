import type { CheckedAction, CheckedPaper } from '../../definition/checked-process.js'
import { EngineError, type JsonObject } from '../../errors/index.js'
import type { TrailType } from '../command.js'
import type { Draft } from '../draft.js'
import { personalLeaves, TrailBody } from '../personal.js'
import type { VoucherRecord } from '../record.js'
import type { StepValues } from '../step-values.js'
import { isOpen, latestVoucher } from './open-voucher.js'
import { paperValues, writtenNow } from './paper-values.js'
import { notOpen, stillOpen } from './refuse-voucher.js'
import { drawNumber, givenNumber } from './voucher-number.js'

type PaperAction = Extract<CheckedAction, { kind: 'paper' }>
type State = VoucherRecord['state']

/** Where each act leads, and from where. */
const acts: {
  readonly [act in Exclude<PaperAction['act'], 'issue'>]: {
    readonly from: readonly State[]
    readonly to: State
    readonly when: 'signedAt' | 'voidedAt' | 'archivedAt'
    readonly noted: TrailType
  }
} = {
  sign: { from: ['issued'], to: 'signed', when: 'signedAt', noted: 'voucher-signed' },
  void: { from: ['issued', 'signed'], to: 'void', when: 'voidedAt', noted: 'voucher-voided' },
  archive: {
    from: ['issued', 'signed', 'void'],
    to: 'archived',
    when: 'archivedAt',
    noted: 'voucher-archived',
  },
}

/**
 * Issues, signs, voids or archives a paper of the case. A kind has at most one open paper: acts mean the latest.
 * Refused with `voucher-open`, `voucher-not-open` or `voucher-number-used`; a refused step has drawn no number.
 */
export function runPaper(draft: Draft, values: StepValues, action: PaperAction, state: string): void {
  const paper = paperOf(draft, action.paper)
  if (action.act === 'issue') issue(draft, values, { paper, action, state })
  else move(draft, values, { paper, act: action.act, action, state })
}

function paperOf({ process }: Draft, id: string): CheckedPaper {
  const paper = process.papers.get(id)
  if (paper) return paper
  throw new EngineError(
    'engine-bug',
    `Expected '${process.id}' to know the paper '${id}', but it does not. Please report this.`,
  )
}

function issue(
  draft: Draft,
  values: StepValues,
  { paper, action, state }: { paper: CheckedPaper; action: PaperAction; state: string },
): void {
  const latest = latestVoucher(draft.vouchers, paper.id)
  if (latest && isOpen(latest)) throw stillOpen(paper, latest)
  const written = paperValues(values, paper, { given: action.with, state })
  const byHand = action.number && values.valueOf(action.number, state)
  const number = byHand === undefined ? drawNumber(draft, paper) : givenNumber(draft, paper, byHand)
  draft.shared.vouchers.push({ paper: paper.id, number })
  draft.vouchers = [
    ...draft.vouchers,
    {
      paper: paper.id,
      number,
      state: 'issued',
      issuedAt: draft.at,
      ...(draft.actor && { issuedBy: draft.actor.id }),
      values: written,
    },
  ]
  const trail = new TrailBody({ paper: paper.id, number, ...(byHand !== undefined && { byHand: true }) })
  noteWritten(draft, paper, { trail, written })
  draft.note('voucher-issued', trail.body, trail.personal)
}

/** What says something about a person stands beside the body; a value that repeats such data does, too. */
function noteWritten(
  draft: Draft,
  paper: CheckedPaper,
  { trail, written }: { trail: TrailBody; written: JsonObject },
): void {
  const hidden = new Set(paper.fields.flatMap(({ name, personal }) => (personal ? [name] : [])))
  const leaves = personalLeaves(draft.process.fields, draft.data)
  trail.body['values'] = Object.fromEntries(
    Object.entries(written).map(([name, value]) => [
      name,
      hidden.has(name) || leaves.has(value) ? trail.hide(value, `/values/${name}`) : value,
    ]),
  )
}

function move(
  draft: Draft,
  values: StepValues,
  {
    paper,
    act,
    action,
    state,
  }: { paper: CheckedPaper; act: keyof typeof acts; action: PaperAction; state: string },
): void {
  const { from, to, when, noted } = acts[act]
  const latest = latestVoucher(draft.vouchers, paper.id)
  if (!latest || !from.includes(latest.state)) throw notOpen(paper, act, latest)
  const written = writtenNow(values, paper, { given: action.with, state })
  const moved: VoucherRecord = {
    ...latest,
    state: to,
    [when]: draft.at,
    values: { ...latest.values, ...written },
  }
  draft.vouchers = draft.vouchers.map((one) => (one === latest ? moved : one))
  const trail = new TrailBody({ paper: paper.id, number: latest.number })
  if (Object.keys(written).length > 0) noteWritten(draft, paper, { trail, written })
  draft.note(noted, trail.body, trail.personal)
}
