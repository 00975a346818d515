import type { CheckedProcess } from '../../definition/checked-process.js'
import type { Cast } from '../../definition/checked-workflows.js'
import type { JsonObject } from '../../errors/index.js'
import { storyPayload } from './story-values.js'

/** What a story says a case begins with, or an event brings, in the form the engine takes. */
export function toldValues(
  process: Pick<CheckedProcess, 'fields'>,
  cast: Cast,
  written: { readonly [path: string]: unknown } = {},
): JsonObject {
  return storyPayload(written, cast, (path) => holdsObject(process, path))
}

/** Whether a thing of the cast may stand at a path; below a field it always may. */
export function holdsObject({ fields }: Pick<CheckedProcess, 'fields'>, path: string): boolean {
  const [name = '', ...rest] = path.split('.')
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  return field === undefined || rest.length > 0 || field.type.kind === 'object'
}
