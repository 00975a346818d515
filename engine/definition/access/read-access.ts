import type { JsonObject } from '../../errors/json.js'
import { listAt, member, objectAt, objectsAt, textAt, textsAt, isObject } from '../compile/json-access.js'
import type { SourceDocument } from '../document.js'
import type { CheckedAccess, Grant, SeenCases } from './checked-access.js'
import { permissions } from './permissions.js'
import { nothing } from './usual-access.js'

/** What an access file says, without a look at what it names. */
export function readAccess({ value }: Pick<SourceDocument, 'value'>): CheckedAccess {
  const part = (key: string): Grant =>
    member(value, key) === undefined ? nothing : grantOf(objectAt(value, key))
  return {
    staff: part('staff'),
    outside: part('outside'),
    roles: new Map(objectsAt(value, 'roles').map(([role, entry]) => [role, grantOf(entry)])),
  }
}

function grantOf(entry: JsonObject): Grant {
  const may = textsAt(entry, 'may') ?? []
  const registers = textsAt(entry, 'registers') ?? []
  return {
    sees: listAt(entry, 'sees').filter(isObject).flatMap(seenOf),
    may: new Set(may.includes('all') ? permissions : permissions.filter((one) => may.includes(one))),
    registers: registers.includes('all')
      ? 'all'
      : { own: registers.includes('own'), ids: registers.filter((id) => id !== 'own') },
  }
}

/** A line whose reach cannot be read allows nothing. */
function seenOf(entry: JsonObject): readonly SeenCases[] {
  const processes = textsAt(entry, 'processes')
  const cases = textAt(entry, 'cases') as SeenCases['cases'] | undefined
  if (!processes || cases === undefined) return []
  const byField = textAt(entry, 'byField')
  return [
    {
      processes: processes.includes('all')
        ? 'all'
        : { working: processes.includes('working'), ids: processes.filter((id) => id !== 'working') },
      cases,
      ...(byField !== undefined && { byField }),
      personal: (textAt(entry, 'personal') ?? 'masked') as SeenCases['personal'],
      hidden: textsAt(entry, 'hidden') ?? [],
    },
  ]
}
