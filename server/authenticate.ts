export { actorOf, adminRole, isAdmin, senderOf, type Sender } from './identity/index.js'
