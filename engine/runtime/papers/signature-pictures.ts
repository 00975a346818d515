import { isAttachmentId } from '../../core/index.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import type { StoreReads } from '../../store/port.js'
import { fileKind, type Attachments } from '../attachments/index.js'

/** Where signatures that were drawn are read. */
export interface SignatureReads {
  readonly read: Pick<StoreReads, 'attachmentsOf'>
  readonly files: Pick<Attachments, 'read'>
}

/** Larger pictures, in bytes, are photographs of sheets and no strokes of a pen: they stay with the case. */
const largestPicture = 500_000

/**
 * Pictures of drawn signatures as addresses of data, by the ids of their files: of those one of the cases refers to, as
 * an id somebody wrote down opens nothing.
 */
export async function signaturePictures(
  { read, files }: SignatureReads,
  ids: readonly string[],
  cases: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>()
  if (ids.length === 0) return pictures
  for (const id of await read.attachmentsOf(cases, ids)) {
    const content = (await files.read(id))?.content
    const kind = content && content.byteLength <= largestPicture ? fileKind(content) : undefined
    if (!content || (kind !== 'image/png' && kind !== 'image/jpeg')) continue
    pictures.set(id, `data:${kind};base64,${Buffer.from(content).toString('base64')}`)
  }
  return pictures
}

/** Ids of the files of drawn signatures in a value, as the resolved long form of its field has them. */
export function signaturesIn(definition: JsonObject, value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string')
    return definition['type'] === 'signature' && isAttachmentId(value) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => signaturesIn(objectAt(definition, 'of'), item))
  if (typeof value !== 'object' || value === null) return []
  const parts = objectAt(definition, 'fields')
  return Object.entries(value).flatMap(([name, part]) => signaturesIn(objectAt(parts, name), part))
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = Object.hasOwn(value, key) ? value[key] : undefined
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {}
}
