import type { Store } from '../../store/port.js'
import type { AttachmentStore } from '../ports.js'
import { sha256Of } from './sha256.js'

/**
 * Keeps content in the database of the cases: one backup holds everything. It has no `remove`: what is unused goes
 * together with its row.
 */
export function databaseAttachments(store: Pick<Store, 'read' | 'transaction'>): AttachmentStore {
  return {
    async put(content) {
      const sha256 = sha256Of(content)
      await store.transaction((tx) => tx.saveAttachmentContent(sha256, content), { name: 'attachment' })
      return sha256
    },
    get: (sha256) => store.read.attachmentContent(sha256),
  }
}
