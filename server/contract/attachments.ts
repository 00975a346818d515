import { instant } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, object, text, whole } from './schema.js'

/** What was kept of a file. */
export const attachment = component(
  'Attachment',
  object(
    {
      id: text(),
      sha256: about(text(), 'Of the content, in hexadecimal.'),
      mediaType: text(),
      size: about(whole({ minimum: 1 }), 'Bytes.'),
      at: instant,
    },
    { name: text() },
  ),
)

/** Files that cases refer to. */
export const attachmentOperations = operationsOf({
  'POST /api/attachments': {
    id: 'addAttachment',
    tag: 'Attachments',
    summary: 'Send a file',
    description:
      'The body is the file as it is, with its `Content-Type`; `Content-Encoding` is not taken. With `Content-Digest: sha-256=:<base64>:` (RFC 9530) the content is checked against it. What no case refers to within seven days is removed.',
    mayAsk:
      'Whoever has the permission `attach`: everybody with a role, unless `access.yaml` says otherwise.',
    query: { name: about(text({ minLength: 0 }), 'Name of the file.') },
    body: 'bytes',
    answers: { 201: { description: 'What was kept.', schema: attachment, headers: ['Location'] } },
    problems: ['forbidden', 'attachment-hash-wrong', 'attachment-too-large', 'payload-invalid'],
  },
  'GET /api/attachments/{id}': {
    id: 'readAttachment',
    tag: 'Attachments',
    summary: 'Read a file',
    mayAsk: 'Whoever sent it, and whoever may read a case that refers to it.',
    answers: {
      200: {
        description: 'The file, as a download.',
        mediaType: '*/*',
        headers: ['Content-Disposition', 'Content-Digest'],
      },
    },
    problems: ['attachment-not-found', 'attachment-damaged'],
  },
})
