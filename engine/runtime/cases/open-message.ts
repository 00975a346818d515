import type { MessageRow, StoreTransaction } from '../../store/port.js'

/** Whether a message is still to be taken. */
export function isOpen({ status }: Pick<MessageRow, 'status'>): boolean {
  return status === 'pending' || status === 'waiting' || status === 'held'
}

/** A message under lock that is still to be taken: another node may have been faster, or the case itself. */
export async function lockOpen(tx: StoreTransaction, id: string): Promise<MessageRow | undefined> {
  const message = await tx.lockMessage(id)
  return message && isOpen(message) ? message : undefined
}
