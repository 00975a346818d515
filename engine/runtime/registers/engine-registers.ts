import type { CheckedRegister } from '../../definition/registers/index.js'
import type { Store } from '../../store/port.js'
import type { Engine } from '../engine.js'
import type { Clock } from '../ports.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { boundedPage } from '../bounded-page.js'
import { exportRegister } from './export-register.js'
import { RegisterBook } from './register-book.js'

/** The engine's registers. `replace` puts those of another deployment in their place. */
export function createRegisters(options: {
  readonly store: Store
  readonly catalogue: ProcessCatalogue
  readonly clock: Clock
  readonly registers: readonly CheckedRegister[] | undefined
}): {
  readonly calls: Pick<Engine, 'registers' | 'register' | 'exportRegister'>
  replace(registers: readonly CheckedRegister[] | undefined): void
} {
  const { store, catalogue, clock } = options
  const { read } = store
  const version = (hash: string) => catalogue.version(read, hash)
  const book = new RegisterBook({ read, version, now: () => clock.now() }, options.registers)
  return {
    calls: {
      registers: () => book.all,
      register: async (id, { limit, cursor, ...request } = {}) =>
        book.page(
          id,
          request,
          boundedPage({ ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }),
        ),
      exportRegister: (id, request) => exportRegister(book, id, request),
    },
    replace: (registers) => book.replace(registers),
  }
}
