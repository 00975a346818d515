import { shownUnit } from '../../core/index.js'
import type { UnitFile } from '../../core/command.js'
import type { Expect, Scenario } from '../../definition/generated/scenario.js'
import { canonicalJson, type JsonValue } from '../../errors/index.js'
import type { Difference } from './check-expectation.js'

/** Product files there are before a story begins. */
export function storyUnits({ units = {} }: Pick<Scenario, 'units'>): readonly UnitFile[] {
  return Object.entries(units).map(([serial, { repairs = [], ...file }]) => ({
    ...file,
    serial,
    repairs: repairs.map(({ parts = [], ...repair }, index) => ({
      instance: `earlier-${index + 1}`,
      ...repair,
      parts,
    })),
    revision: 1,
  }))
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
