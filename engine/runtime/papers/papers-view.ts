import type { JsonObject } from '../../errors/index.js'
import type { VoucherRow } from '../../store/port.js'
import { formatInstant } from '../../time/index.js'
import type { ToldPaper } from './read-papers.js'

/** A paper of a case as JSON: its times as RFC 3339 in UTC. */
export function paperView({
  issuedAt,
  signedAt,
  voidedAt,
  archivedAt,
  title,
  ...rest
}: ToldPaper): JsonObject {
  const times = { issuedAt, signedAt, voidedAt, archivedAt }
  return {
    ...rest,
    ...(title && { title: { ...title } }),
    ...Object.fromEntries(
      Object.entries(times).flatMap(([name, at]) => (at === undefined ? [] : [[name, formatInstant(at)]])),
    ),
  }
}

/** A row of the register of numbered papers as JSON. */
export function voucherView({ issuedAt, ...rest }: VoucherRow): JsonObject {
  return { ...rest, issuedAt: formatInstant(issuedAt) }
}
