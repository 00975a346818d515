import type { Permission } from './permissions.js'

/** Who sees which cases, and who may operate, as `access.yaml` says or as it is without that file. */
export interface CheckedAccess {
  /** Roles of the house that are not among `roles`. */
  readonly staff: Grant
  /** Roles outside that are not among `roles`. */
  readonly outside: Grant
  readonly roles: ReadonlyMap<string, Grant>
}

/** What a role sees and may do. What is not in it is denied. */
export interface Grant {
  /** None for a role outside: it sees the cases it began or takes part in, as their processes say. */
  readonly sees: readonly SeenCases[]
  readonly may: ReadonlySet<Permission>
  /** `own`: those registers that name the role. */
  readonly registers: 'all' | { readonly own: boolean; readonly ids: readonly string[] }
}

/** Cases of some processes, and how much of them. */
export interface SeenCases {
  /** `working`: those in which the role has something to do, whatever else is named. */
  readonly processes: 'all' | { readonly working: boolean; readonly ids: readonly string[] }
  readonly cases: 'all' | 'own-branch' | 'own'
  /** For `own-branch`: path of the field that holds the branch. Without it, the people of the branch tell. */
  readonly byField?: string
  readonly personal: 'shown' | 'needed' | 'masked'
  /** Fields that are not shown. */
  readonly hidden: readonly string[]
}
