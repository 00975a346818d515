import type { CheckedAction } from '../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../errors/index.js'
import { changeData } from './change-data.js'
import { valueAt } from './data-path.js'
import type { Draft } from './draft.js'
import { bilingual, StepRefused } from './refusals.js'
import type { StepValues } from './step-values.js'

type Allocate = Extract<CheckedAction, { kind: 'allocate' }>

/** A millionth of a percent is the finest share. */
const perPercent = 1_000_000
const whole = BigInt(100 * perPercent)

/**
 * Splits an amount over its bearers and appends a line for each to the list. The lines add up to the amount to the
 * fen. A share of nothing has no line. Refused with `shares-not-whole` unless the shares are 100 percent together.
 */
export function allocate(draft: Draft, values: StepValues, action: Allocate, state: string): void {
  const amount = values.resolve(action.amount, state)
  const shares = action.shares.map(({ percent, set }) => ({
    millionths: Math.round(Number(values.resolve(percent, state)) * perPercent),
    set: values.resolveAll(set, state),
  }))
  const total = shares.reduce((sum, { millionths }) => sum + millionths, 0)
  if (total !== Number(whole) || shares.some(({ millionths }) => millionths < 0))
    throw notWhole(
      draft,
      action.list,
      shares.map(({ millionths }) => millionths / perPercent),
    )
  const parts = shareOut(
    BigInt(Math.round(Number(amount) * 100)),
    shares.map(({ millionths }) => BigInt(millionths)),
  )
  const lines = shares.flatMap(({ millionths, set }, index): readonly JsonObject[] =>
    millionths === 0 ? [] : [{ ...set, amount: Number(parts[index]) / 100 }],
  )
  const held = valueAt(draft.data, action.list)
  const list: readonly JsonValue[] = Array.isArray(held) ? held : []
  changeData(draft, [[action.list, [...list, ...lines]]])
}

/**
 * Parts of an amount of fen by shares that are 100 percent together, in millionths of a percent. Each part is rounded
 * towards zero, and what is left goes fen by fen to those that lost most by it; between equals to the first.
 */
export function shareOut(fen: bigint, millionths: readonly bigint[]): readonly bigint[] {
  const amount = fen < 0n ? -fen : fen
  const exact = millionths.map((share) => amount * share)
  const parts = exact.map((value) => value / whole)
  const rest = Number(amount - parts.reduce((sum, part) => sum + part, 0n))
  const byLoss = exact
    .map((value, index) => ({ index, loss: value % whole }))
    .sort((a, b) => (a.loss === b.loss ? a.index - b.index : a.loss > b.loss ? -1 : 1))
  const luckier = new Set(byLoss.slice(0, rest).map(({ index }) => index))
  return parts.map((part, index) => {
    const rounded = luckier.has(index) ? part + 1n : part
    return fen < 0n ? -rounded : rounded
  })
}

function notWhole({ process }: Draft, list: string, percents: readonly number[]): StepRefused {
  const label = process.labelOf(list)
  const found = percents.map((each) => `${each} %`).join(' + ')
  return new StepRefused([
    {
      code: 'shares-not-whole',
      text: bilingual(
        `“${label['zh-CN']}”的分摊比例合计应为 100 %，实际为 ${found}。`,
        `Expected the shares of '${label.en}' to be 100 % together, but found ${found}.`,
      ),
      field: list,
      expected: '100 %',
      found,
    },
  ])
}
