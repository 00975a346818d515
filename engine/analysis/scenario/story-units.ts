import { shownUnit } from '../../core/index.js'
import type { UnitFile } from '../../core/command.js'
import type { Expect, Scenario } from '../../definition/generated/scenario.js'
import { canonicalJson, type JsonValue } from '../../errors/index.js'
import type { Difference } from './check-expectation.js'

/** Product files there are before a story begins, and the customers of the cases that wrote into them. */
export interface StoryUnits {
  readonly files: readonly UnitFile[]
  /** What an earlier case has in the field that tells customers apart, by its id. */
  readonly customers: ReadonlyMap<string, string>
}

export function storyUnits({ units = {} }: Pick<Scenario, 'units'>): StoryUnits {
  const customers = new Map<string, string>()
  let earlier = 0
  const files = Object.entries(units).map(([serial, { repairs = [], ...file }]) => ({
    ...file,
    serial,
    repairs: repairs.map(({ parts = [], customer, ...repair }) => {
      earlier += 1
      const instance = `earlier-${earlier}`
      if (customer !== undefined) customers.set(instance, customer)
      return { instance, ...repair, parts }
    }),
    revision: 1,
  }))
  return { files, customers }
}

/** Compares what a story expects of product files with what is in them, as expressions see them. */
export function unitDifferences(
  expect: Expect,
  fileOf: (serial: string) => UnitFile | null,
): readonly Difference[] {
  return Object.entries(expect.units ?? {}).flatMap(([serial, expected]) => {
    const shown = shownUnit(serial, fileOf(serial))
    return Object.entries(expected)
      .map(([member, value]) => ({
        path: ['units', serial, member],
        expected: canonicalJson(value as JsonValue),
        found: canonicalJson(shown[member] ?? '(absent)'),
      }))
      .filter((difference) => difference.expected !== difference.found)
  })
}
