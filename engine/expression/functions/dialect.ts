import type { DialectFunction } from './dialect-function.js'
import { listFunctions } from './list-functions.js'
import { stretchFunctions } from './stretch-functions.js'
import { textFunctions } from './text-functions.js'
import { timeFunctions } from './time-functions.js'
import { loopNames } from './loop-names.js'

const all = [...textFunctions, ...timeFunctions, ...listFunctions, ...stretchFunctions]

/** Functions called as `name(…)`. */
export const functions: ReadonlyMap<string, DialectFunction> = new Map(
  all.filter((entry) => !entry.method).map((entry) => [entry.name, entry] as const),
)

/** Functions called as `value.name(…)`, besides those that go over lists. */
export const methods: ReadonlyMap<string, DialectFunction> = new Map(
  all.filter((entry) => entry.method).map((entry) => [entry.name, entry] as const),
)

/** Functions whose arguments are not simply values: a path that may be absent, a branch that may not be taken. */
const specialForms = ['present', 'or', 'pick'] as const

/** Every function of the dialect by name, for the documentation and for "did you mean". */
export const functionNames: readonly string[] = [
  ...specialForms,
  ...new Set(all.map((entry) => entry.name)),
  ...loopNames,
]
