import type { AnswerHeader, Operation } from '../operation.js'
import { about, text, word, type Schema } from '../schema.js'

/** Headers a request may bring, by what its operation takes. */
export function requestHeaders({
  once,
  ifMatch,
  stream,
  body,
}: Operation): readonly (readonly [string, Schema])[] {
  return [
    ...(once
      ? [
          [
            'Idempotency-Key',
            about(text({ maxLength: 200 }), 'Makes it take effect once. Kept for thirty days.'),
          ] as const,
        ]
      : []),
    ...(ifMatch === 'taken'
      ? [['If-Match', about(text(), 'The `ETag` of the case: refused when it has moved on.')] as const]
      : []),
    ...(stream ? [['Last-Event-ID', about(text(), 'Goes on behind this one.')] as const] : []),
    ...(body === 'bytes'
      ? [['Content-Digest', about(text(), '`sha-256=:<base64>:` of the file (RFC 9530).')] as const]
      : []),
  ]
}

const headerSchemas: { readonly [K in AnswerHeader]: Schema } = {
  ETag: about(text(), 'The revision of the case, for `If-Match`.'),
  Location: about(text(), 'Address of what was made.'),
  'Idempotency-Replayed': about(word('true'), 'The same request had taken effect before.'),
  'Content-Disposition': about(text(), 'Name of the file.'),
  'Content-Digest': about(text(), '`sha-256=:<base64>:` of the file (RFC 9530).'),
}

/** The headers of an answer as OpenAPI writes them. */
export function answerHeaders(names: readonly AnswerHeader[]): object {
  return Object.fromEntries(
    names.map((name) => {
      const { description, ...schema } = headerSchemas[name]
      return [name, { description, schema }]
    }),
  )
}
