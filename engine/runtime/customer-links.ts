import { v7 as uniqueId } from 'uuid'
import type { CustomerLinkRow, Store, StoreTransaction } from '../store/port.js'
import type { Instant } from '../time/instant.js'
import { idOfDoer, logHouseAct, type Doer, type HouseAct } from './operate/house-acts.js'
import type { Clock } from './ports.js'
import { readRecord } from './stored-record.js'

/** What a link is to be. */
export interface NewCustomerLink {
  readonly instance: string
  /** The outside role in which whoever has it takes part. */
  readonly role: string
  /** Who makes it. */
  readonly by: Doer
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
  revoke(instance: string, by: Doer): Promise<number>
}

/** Links over a store. */
export function createCustomerLinks(store: Store, clock: Clock): CustomerLinks {
  return {
    async create({ instance, role, by, expiresAt }) {
      const at = clock.now()
      const link = { id: uniqueId(), instance, role, createdAt: at, createdBy: idOfDoer(by), expiresAt }
      const act = { action: 'create-customer-link', by, at, subject: link.id, detail: { role } } as const
      await store.transaction(
        async (tx) => {
          await tx.saveCustomerLink(link)
          await logOnCase(tx, instance, act)
        },
        { name: 'customer-link' },
      )
      return link
    },
    async find(id) {
      const link = await store.read.customerLink(id)
      const isOpen = link && link.revokedAt === undefined && link.expiresAt > clock.now()
      return isOpen ? link : undefined
    },
    list: (instance) => store.read.customerLinks(instance),
    revoke: (instance, by) =>
      store.transaction(
        async (tx) => {
          const at = clock.now()
          const ended = await tx.revokeCustomerLinks(instance, idOfDoer(by), at)
          const act = { action: 'revoke-customer-links', by, at, detail: { links: ended } } as const
          if (ended > 0) await logOnCase(tx, instance, act)
          return ended
        },
        { name: 'customer-link' },
      ),
  }
}

/** Logs an act on a case of which its trail does not tell. */
async function logOnCase(tx: StoreTransaction, instance: string, act: HouseAct): Promise<void> {
  const { process, number } = (await readRecord(tx, instance)) ?? {}
  await logHouseAct(tx, {
    ...{ ...act, instance },
    ...(process !== undefined && { process }),
    ...(number !== undefined && { number }),
  })
}
