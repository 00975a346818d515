export { checkOutside, type OutsideWork } from './check-outside.js'
export type { DeclaredChannel, SecretName } from './declared-channel.js'
export type { DeclaredService } from './declared-service.js'
