export { checkRegisters } from './check-registers.js'
export { compileRegister } from './compile-register.js'
export { rowScope } from './row-scope.js'
export type {
  CheckedRegister,
  CompiledColumn,
  CompiledRegister,
  RegisterColumn,
  RegisterPeriod,
  RegisterRows,
} from './checked-register.js'
