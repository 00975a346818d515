export * from './expression.js'
export { createScope } from './scope.js'
export { parseTemplateText, type TemplateResult, type TemplateText } from './template.js'
export { assignableTo, typeName } from './value-types.js'
export { functionNames } from './functions/dialect.js'
export { EvaluationStop } from './evaluation-stop.js'
export { compileCell, type Cell, type CellResult } from './cell/compile-cell.js'
export type { CellProblem } from './cell/cell-problem.js'
export { anySet, type Axis, type CellSet, type Interval } from './cell/cell-set.js'
export {
  covers,
  describeInterval,
  describeRegion,
  regionsOf,
  type ColumnBounds,
  type Region,
} from './cell/regions.js'
