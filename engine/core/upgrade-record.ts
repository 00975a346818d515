import { EngineError, type JsonObject } from '../errors/index.js'
import { recordFormat, type InstanceRecord } from './record.js'

/**
 * Lifts a stored record to the format of this release. Throws `record-does-not-fit` for a record of a newer release
 * or something that is no record.
 */
export function upgradeRecord(stored: JsonObject): InstanceRecord {
  const format = stored['format']
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1)
    throw new EngineError(
      'record-does-not-fit',
      `Expected a record with a format number, but found ${JSON.stringify(format)}.`,
    )
  if (format > recordFormat)
    throw new EngineError(
      'record-does-not-fit',
      `Expected a record of format ${recordFormat} or older, but found ${format}. Use the release that wrote it.`,
    )
  const missing = requiredKeys.find((key) => stored[key] === undefined)
  if (missing !== undefined)
    throw new EngineError('record-does-not-fit', `Expected '${missing}' in the record, but it is missing.`)
  // Format 1 is the first: nothing to lift yet.
  return stored as unknown as InstanceRecord
}

const requiredKeys = [
  'id',
  'process',
  'version',
  'status',
  'revision',
  'data',
  'active',
  'visits',
  'deadlines',
  'waits',
  'timers',
  'counters',
]
