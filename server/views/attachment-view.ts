import { formatInstant, type AttachmentRow } from '../../engine/index.js'

/** A file that was kept, as HTTP shows it to whoever sent it. */
export function attachmentView({ id, sha256, name, mediaType, size, at }: AttachmentRow): object {
  return { id, sha256, ...(name === undefined ? {} : { name }), mediaType, size, at: formatInstant(at) }
}
