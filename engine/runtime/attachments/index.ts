export {
  createAttachments,
  usualLargestAttachment,
  usualUnusedRetention,
  type AddAttachment,
  type AddedAttachment,
  type AttachmentLimits,
  type Attachments,
} from './attachments.js'
export { attachmentTooLarge, unknownAttachment } from './attachment-refusals.js'
export { fileKind } from './file-kind.js'
export { databaseAttachments } from './database-attachments.js'
export { copyAttachments, type CopiedAttachments } from './copy-attachments.js'
export { folderAttachments } from './folder-attachments.js'
