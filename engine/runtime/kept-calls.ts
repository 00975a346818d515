import type { Store } from '../store/port.js'
import { createCustomerLinks } from './customer-links.js'
import type { Engine } from './engine.js'
import { createDrafts, createSavedViews } from './kept/index.js'
import type { Clock } from './ports.js'

/** What is kept beside cases: links to them, views of their list, and forms that were begun. */
export function keptCalls(
  store: Store,
  clock: Clock,
  draftRetention: number,
): Pick<Engine, 'customerLinks' | 'views' | 'drafts'> {
  return {
    customerLinks: createCustomerLinks(store, clock),
    views: createSavedViews(store, clock),
    drafts: createDrafts(store, clock, draftRetention),
  }
}
