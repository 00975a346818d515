export { checkAccess, type AccessSurroundings } from './check-access.js'
export type { CheckedAccess, Grant, SeenCases } from './checked-access.js'
export { permissions, type Permission } from './permissions.js'
export { usualAccess } from './usual-access.js'
