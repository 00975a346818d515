import { beginRefused, commandOf, refusalBody, type BeginMessage } from '../../core/index.js'
import type { InstanceRecord } from '../../core/record.js'
import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Refusal } from '../../errors/index.js'
import type { MessageRow, StoreTransaction } from '../../store/port.js'
import { workOnCase } from '../case-work.js'
import { unknownInstance } from '../plain-refusals.js'
import type { ProcessCatalogue } from '../process-catalogue.js'
import { settledBody, settleMessage } from './mark-message.js'

type Asked = MessageRow & BeginMessage

/** Begins the case a message asks for, which is locked. Gives nothing where it could not begin: whoever asked is told. */
export async function beginAsked(
  tx: StoreTransaction,
  catalogue: ProcessCatalogue,
  message: Asked,
): Promise<InstanceRecord | undefined> {
  const process = target(catalogue, message)
  const refused = 'code' in process ? process : undefined
  const work = { command: commandOf(message), now: message.due, mode: 'live' } as const
  const outcome = 'code' in process ? undefined : await workOnCase(tx, catalogue, { ...work, process })
  const refusal = outcome?.result.kind === 'refused' ? outcome.result.refusal : refused
  if (refusal) return refuseBegin(tx, message, refusal)
  await settleMessage(tx, message, 'taken')
  return outcome?.record
}

/** Whether a refused begin can be tried again: its body is kept just then. */
export function canBegin({ body }: MessageRow): boolean {
  return 'origin' in body
}

/**
 * Whoever asked is told. An operator can have a case begun again, but for one that was awaited: whoever waited goes on,
 * so that nothing of it is kept, and what it was told in the meantime reaches nobody.
 */
async function refuseBegin(tx: StoreTransaction, message: Asked, refusal: Refusal): Promise<undefined> {
  const { id, to, body, due } = message
  const attempts = message.attempts + 1
  const again = body.origin.record.kind !== 'child'
  const { since = due } = message
  await tx.saveMessage(id, {
    ...{ status: 'refused', attempts, body: again ? body : settledBody(body), since },
    detail: refusalBody(refusal),
  })
  await tx.addMessages([beginRefused({ ...message, at: due }, refusal, attempts)])
  if (again) return
  const reason = refusalBody(unknownInstance(to))
  for (const other of await tx.lockMessagesTo(to)) await settleMessage(tx, other, 'ignored', reason)
}

/** The newest version of what is asked for. */
function target(catalogue: ProcessCatalogue, { body }: BeginMessage): CheckedProcess | Refusal {
  const { process: id, profile, likeProfile } = body
  const alike = likeProfile === undefined ? undefined : catalogue.current(id, likeProfile)
  return (profile === undefined && alike) || catalogue.startable(id, profile)
}
