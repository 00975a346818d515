import type { CheckedBegin } from '../../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import type { Draft } from '../draft.js'
import type { ChildRecord, OriginRecord, VoucherRecord } from '../record.js'
import { bilingual, StepRefused } from '../refusals.js'
import type { StepValues } from '../step-values.js'
import { presentValue, presentValues } from './present-values.js'

/** Most cases one list may begin at once, and most cases that may lie between one and the first of them. */
export const mostCases = 500
export const mostLevels = 20

/** What is begun, from which state, and as what. */
export interface Beginning {
  readonly state: string
  readonly begin: CheckedBegin
  readonly kind: OriginRecord['kind']
  /** Open papers that go on with the other case. */
  readonly vouchers?: (to: string) => readonly VoucherRecord[]
}

/** Cases that were asked for. `id` is that of the first message: what waits for them goes by it. */
export interface BegunCases {
  readonly id: string
  readonly children: readonly ChildRecord[]
}

/**
 * Asks for other cases: one, or one for each item of a list. They begin after the commit, each in a transaction of its
 * own; their ids and the links to them are known at once.
 */
export function beginCases(draft: Draft, values: StepValues, beginning: Beginning): BegunCases {
  const { state, begin } = beginning
  const depth = (draft.identity.origin?.depth ?? 0) + 1
  if (depth > mostLevels) throw tooManyLevels(begin.process)
  const items = begin.forEach ? itemsOf(values.valueOf(begin.forEach, state)) : [undefined]
  if (items.length > mostCases) throw tooManyCases(items.length)
  const ids = items.map(() => draft.nextMessageId())
  const invocation = ids[0] ?? draft.nextMessageId()
  const children = items.map((item, index): ChildRecord => {
    const message = ids[index] ?? ''
    const instance = caseId(message)
    ask(draft, values, beginning, { message, instance, invocation, depth, item })
    return { instance, process: begin.process, status: 'asked' }
  })
  return { id: invocation, children }
}

/** Id of the case a `begin` message asks for: `<instance>-c<n>` of `<instance>-p<n>`. */
function caseId(message: string): string {
  return message.replace(/-p(\d+)$/, '-c$1')
}

interface Asked {
  readonly message: string
  readonly instance: string
  readonly invocation: string
  readonly depth: number
  readonly item: JsonValue | undefined
}

function ask(
  draft: Draft,
  values: StepValues,
  { state, begin, kind, vouchers }: Beginning,
  asked: Asked,
): void {
  const { message, instance, invocation, depth, item } = asked
  const { identity, process, at } = draft
  const awaited = kind === 'child' ? { invocation } : {}
  const profile = begin.profile && presentValue(values, begin.profile, state, item)
  const named = typeof profile === 'string' && profile !== '' ? { profile } : undefined
  const record: OriginRecord = {
    kind,
    instance: identity.id,
    process: process.id,
    ...(identity.number === undefined ? {} : { number: identity.number }),
    ...awaited,
    depth,
  }
  draft.messages.push({
    id: message,
    from: identity.id,
    to: instance,
    at,
    body: {
      kind: 'begin',
      process: begin.process,
      ...named,
      ...(named || process.profile === undefined ? {} : { likeProfile: process.profile }),
      data: presentValues(values, begin.input, state, item),
      origin: {
        record,
        data: kept(draft.data, begin.keep),
        vouchers: vouchers?.(instance) ?? [],
        createdBy: identity.createdBy,
      },
    },
  })
  draft.links.push({ from: identity.id, to: instance, relation: kind, at })
  if (kind !== 'converted') draft.began = [...draft.began, { instance, process: begin.process }]
  const body: JsonObject = { case: instance, process: begin.process, kind, state }
  draft.note('case-asked-for', { ...body, ...awaited, ...named })
}

function kept(data: JsonObject, keep: readonly string[] | undefined): JsonObject {
  if (!keep) return data
  return Object.fromEntries(Object.entries(data).filter(([name]) => keep.includes(name)))
}

function itemsOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

function tooManyCases(found: number): StepRefused {
  return new StepRefused([
    {
      code: 'too-many-cases',
      text: bilingual(
        `一次最多发起 ${mostCases} 个案件，这里有 ${found} 项。`,
        `Expected at most ${mostCases} cases to begin at once, but the list has ${found} items.`,
      ),
      expected: `at most ${mostCases}`,
      found: String(found),
    },
  ])
}

function tooManyLevels(process: string): StepRefused {
  return new StepRefused([
    {
      code: 'too-many-levels',
      text: bilingual(
        `案件层层发起已达 ${mostLevels} 层，不能再发起“${process}”。`,
        `Expected at most ${mostLevels} cases that begin one another, but a case of '${process}' would be one more.`,
      ),
      expected: `at most ${mostLevels}`,
      found: process,
    },
  ])
}
