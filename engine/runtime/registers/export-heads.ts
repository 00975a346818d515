import type { CheckedRegister } from '../../definition/registers/index.js'
import type { Text } from '../../errors/index.js'
import type { RegisterLine } from './register-lines.js'
import type { Cell } from './show-cell.js'

/** A column of an export. */
export interface ExportHead {
  readonly title: Text
  readonly cellOf: (line: RegisterLine) => Cell | undefined
  /** What could not be worked out of it. */
  readonly failureOf: (line: RegisterLine) => string | undefined
}

/** The columns of an export: those of the register, and what struck a line off behind them. */
export function registerHeads(register: CheckedRegister): readonly ExportHead[] {
  const { columns, struckOff, where, whereIn, period } = register
  const own = columns.map(({ name, title }): ExportHead => ({
    title,
    cellOf: (line) => line.cells.get(name),
    failureOf: ({ failed }) => failed[name],
  }))
  const asked = [
    ...(where === undefined && !whereIn ? [] : ['where']),
    ...(period.kind === 'expression' ? ['period'] : []),
  ]
  return [
    ...own,
    ...(struckOff ? [struckOffHead(struckOff.title)] : []),
    ...(asked.length > 0 ? [remarkHead(asked)] : []),
  ]
}

function struckOffHead(title: Text): ExportHead {
  return {
    title,
    cellOf: ({ struckOff, struckOffAt }) =>
      struckOff ? (struckOffAt ?? { value: true, type: { kind: 'boolean' }, source: '' }) : undefined,
    failureOf: ({ failed }) => failed['struckOff'],
  }
}

/** Lines of which nobody can say whether they belong stand in the register, and say why. */
function remarkHead(parts: readonly string[]): ExportHead {
  return {
    title: { 'zh-CN': '备注', en: 'Remark' },
    cellOf: () => undefined,
    failureOf: ({ failed }) => parts.map((part) => failed[part]).find((failure) => failure !== undefined),
  }
}
