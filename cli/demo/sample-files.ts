import type { Actor, Answer, Engine, JsonObject, JsonValue } from '../../engine/index.js'

/** A grey dot, as PNG: what a photograph of a signature is in a sample. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/** Most files one answer may need. */
const mostFiles = 10

/**
 * Does something with answers whose attachments a story only names: each that is asked for is stored, and it is tried
 * again with its id.
 */
export async function withSampleFiles(
  engine: Engine,
  payload: JsonObject,
  actor: Actor,
  act: (payload: JsonObject) => Promise<Answer>,
): Promise<Answer> {
  let given = payload
  let answer = await act(given)
  for (let files = 0; files < mostFiles; files += 1) {
    const missing = answer.refused?.reasons.find(({ code }) => code === 'unknown-attachment')?.field
    if (missing === undefined) return answer
    const added = await engine.attachments.add({
      content: dot,
      name: 'sample.png',
      mediaType: 'image/png',
      actor,
    })
    if (added.refused) return answer
    given = withPart(given, missing.split('.'), added.attachment.id)
    answer = await act(given)
  }
  return answer
}

function withPart(object: JsonObject, [name = '', ...rest]: readonly string[], value: JsonValue): JsonObject {
  if (rest.length === 0) return { ...object, [name]: value }
  const inner = object[name]
  const part = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
  return { ...object, [name]: withPart(part, rest, value) }
}
