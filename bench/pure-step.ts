import { isDeepStrictEqual } from 'node:util'
import { step } from '../engine/core/index.js'
import type { Facts } from '../engine/core/command.js'
import type { CheckedProcess } from '../engine/definition/checked-process.js'
import { compare, type Row } from './measure.js'
import { keptScope, plainMachine, plainValue, type PlainContext } from './plain-machine.js'
import type { Life, Moment } from './repair-life.js'

/**
 * The events of a whole repair through the pure step, against XState's own restore and transition of the same states,
 * guards and targets with the same data as context.
 */
export async function pureStep({ process, facts, moments }: Life): Promise<readonly Row[]> {
  const ours = {
    name: 'step: roles, form, requirements, guards, data, visits, tasks, clocks, messages, trail',
    run(count: number) {
      for (let i = 0; i < count; i += 1)
        for (const { before, command, now } of moments)
          if (step(process, facts, before, command, now).kind === 'refused')
            throw new Error(`Expected '${command.event}' to be accepted.`)
    },
  }
  const theirs = {
    name: 'XState alone: resolveState and machine.transition with a kept scope',
    run: xstateAlone(process, moments, facts),
  }
  const row = await compare('pure step', [ours, theirs], { count: 60, each: moments.length, atLeast: 0.5 })
  return [row]
}

function xstateAlone(
  process: CheckedProcess,
  moments: readonly Moment[],
  facts: Facts,
): (count: number) => void {
  const machine = plainMachine(process)
  const scope = keptScope()
  const prepared = moments.map((moment) => ({
    type: moment.command.event,
    value: plainValue(moment.before),
    after: plainValue(moment.advanced.after),
    values: valuesOf(process, moment, facts),
  }))
  const run = ({ type, value, values }: (typeof prepared)[number]): unknown => {
    const context: PlainContext = { data: values.data, bindings: process.scope.bind(values) }
    return machine.transition(machine.resolveState({ value, context }), { type }, scope).value
  }
  // Else the two would not do the same work.
  for (const one of prepared)
    if (!isDeepStrictEqual(nested(run(one)), one.after))
      throw new Error(`Expected XState alone to go where '${one.type}' leads: ${JSON.stringify(one.after)}.`)
  return (count) => {
    for (let i = 0; i < count; i += 1) for (const one of prepared) run(one)
  }
}

/** What guards see: the data as the event leaves it, since without our actions XState would not change it. */
function valuesOf(
  process: CheckedProcess,
  { before, command, now, advanced }: Moment,
  { prices = {} }: Facts,
) {
  return {
    data: { ...advanced.after.data, goodsAt: before.data['goodsAt'] ?? 'us' },
    event: command.payload,
    params: process.params,
    actor: command.actor,
    instance: { id: before.id, process: process.id, createdAt: before.createdAt },
    visits: before.visits,
    vouchers: {},
    prices: () => prices[process.priceList ?? '']?.[0]?.items,
    now,
    decide: (name: string, bindings: Parameters<Parameters<typeof process.scope.bind>[0]['decide']>[1]) => {
      const result = process.decisions.get(name)?.decide(bindings)
      return result?.ok ? result.outputs : {}
    },
  }
}

/** XState writes a leaf as its name; here every value is nested, so that two can be compared. */
function nested(value: unknown): object {
  if (typeof value === 'string') return { [value]: {} }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [name, nested(inner)] as const),
  )
}
