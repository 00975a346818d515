import type { CheckedAccess, Grant } from './checked-access.js'
import { permissions } from './permissions.js'

/** A role that nothing allows anything. */
export const nothing: Grant = { sees: [], may: new Set(), registers: { own: false, ids: [] } }

/**
 * What holds where no file says anything else; `workflows/access.yaml` says the same. Staff see the processes in which
 * one of their roles has something to do, and the role `admin` sees and operates everything.
 */
export const usualAccess: CheckedAccess = {
  staff: {
    sees: [{ processes: { working: true, ids: [] }, cases: 'all', personal: 'shown', hidden: [] }],
    may: new Set(['note', 'attach']),
    registers: { own: true, ids: [] },
  },
  outside: { sees: [], may: new Set(['attach']), registers: { own: true, ids: [] } },
  roles: new Map([
    [
      'admin',
      {
        sees: [{ processes: 'all', cases: 'all', personal: 'shown', hidden: [] }],
        may: new Set(permissions),
        registers: 'all',
      },
    ],
  ]),
}
