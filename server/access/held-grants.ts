import type { Actor, Engine, Grant } from '../../engine/index.js'

/** What a role that somebody has allows. */
export interface HeldGrant {
  readonly role: string
  readonly grant: Grant
}

/** What somebody's roles allow, each for itself. A role outside opens no process, whatever a file says. */
export function heldGrants(
  engine: Pick<Engine, 'access' | 'isOutside'>,
  { roles }: Pick<Actor, 'roles'>,
): readonly HeldGrant[] {
  const access = engine.access()
  return roles.map((role) => {
    const isOutside = engine.isOutside(role)
    const grant = access.roles.get(role) ?? (isOutside ? access.outside : access.staff)
    return { role, grant: isOutside ? { ...grant, sees: [] } : grant }
  })
}
