import { v7 as uniqueId } from 'uuid'
import type { CustomerLinkRow, Store } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import type { Clock } from './ports.js'

/** What a link is to be. */
export interface NewCustomerLink {
  readonly instance: string
  /** The outside role in which whoever has it takes part. */
  readonly role: string
  /** Who makes it. */
  readonly by: string
  readonly expiresAt: Instant
}

/**
 * Links that open one case to somebody outside who has no key, such as its customer. What is kept here does not open
 * anything: a link is as good as the signature its host puts on it.
 */
export interface CustomerLinks {
  create(link: NewCustomerLink): Promise<CustomerLinkRow>
  /** One that is neither over nor revoked now. */
  find(id: string): Promise<CustomerLinkRow | undefined>
  /** Links to a case, those made last first, the first hundred; those that are over among them. */
  list(instance: string): Promise<readonly CustomerLinkRow[]>
  /** Ends all links to a case; returns how many were still open. */
  revoke(instance: string, by: string): Promise<number>
}

/** Links over a store. */
export function createCustomerLinks(store: Store, clock: Clock): CustomerLinks {
  return {
    async create({ instance, role, by, expiresAt }) {
      const link = { id: uniqueId(), instance, role, createdAt: clock.now(), createdBy: by, expiresAt }
      await store.transaction((tx) => tx.saveCustomerLink(link), { name: 'customer-link' })
      return link
    },
    async find(id) {
      const link = await store.read.customerLink(id)
      const isOpen = link && link.revokedAt === undefined && link.expiresAt > clock.now()
      return isOpen ? link : undefined
    },
    list: (instance) => store.read.customerLinks(instance),
    revoke: (instance, by) =>
      store.transaction((tx) => tx.revokeCustomerLinks(instance, by, clock.now()), { name: 'customer-link' }),
  }
}
