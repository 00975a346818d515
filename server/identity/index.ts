export { createIdentity, identityOf, senderOf, type Identity } from './identity.js'
export { afterSignIn, bringsSession, forgetSession, signIn, signInByLink } from './browser-sign-in.js'
export type { ClaimSettings, IdentitySettings, ProviderSettings, RateLimits } from './identity-settings.js'
export { actorOf, adminRole, isAdmin, keptSender, scopeOf, type ScopedActor, type Sender } from './sender.js'
