import type { CheckedRegister } from '../../definition/registers/index.js'
import type { Store } from '../../store/port.js'
import type { Instant } from '../../time/index.js'
import { ProcessCatalogue } from '../process-catalogue.js'
import { RegisterBook } from './register-book.js'

/**
 * Registers over a database beside which no engine runs here: versions are compiled from the database. Changes nothing.
 */
export function databaseRegisters(
  { read }: Pick<Store, 'read'>,
  { registers, now }: { readonly registers: readonly CheckedRegister[]; readonly now: Instant },
): RegisterBook {
  const catalogue = new ProcessCatalogue()
  return new RegisterBook(
    { read, now: () => now, version: (hash) => catalogue.version(read, hash) },
    registers,
  )
}
