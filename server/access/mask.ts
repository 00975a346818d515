import type { Actor, CheckedProcess, InstanceRecord, JsonObject, JsonValue } from '../../engine/index.js'
import type { SeenLine } from './seen-lines.js'

/** What of the data of a case is kept from somebody. */
export interface Mask {
  /** Values of fields marked `personal`. */
  readonly personal: boolean
  /** Fields that are not shown at all. */
  readonly hidden: readonly string[]
}

/** What all lines that open a case keep back: what one of them shows is shown. `undefined` for nothing. */
export function maskOf(lines: readonly SeenLine[], needs: boolean): Mask | undefined {
  const shows = ({ personal }: SeenLine): boolean => personal === 'shown' || (personal === 'needed' && needs)
  const [first, ...others] = lines
  const hidden = (first?.hidden ?? []).filter((name) => others.every((line) => line.hidden.includes(name)))
  const personal = !lines.some(shows)
  return personal || hidden.length > 0 ? { personal, hidden } : undefined
}

/** Whether somebody has, or may take, a task of the case now. */
export function hasNeed({ id, roles }: Actor, { tasks }: InstanceRecord): boolean {
  return tasks.some(({ assignee, roles: of }) =>
    assignee === undefined ? of.some((role) => roles.includes(role)) : assignee === id,
  )
}

/**
 * Data of a case with `null` in the place of what is kept back, and the paths of what was: so that nobody takes it for an
 * answer that is not there. Hidden fields are left out and not named.
 */
export function maskedData(
  data: JsonObject,
  { fields }: Pick<CheckedProcess, 'fields'>,
  { personal, hidden }: Mask,
): { readonly data: JsonObject; readonly masked: readonly string[] } {
  const masked: string[] = []
  const conceal = (value: JsonValue, path: string, below: string, marked: readonly string[]): JsonValue => {
    if (marked.some((one) => one === '' || one === below || below.startsWith(`${one}.`))) {
      if (value !== null && !masked.includes(path)) masked.push(path)
      return null
    }
    if (Array.isArray(value)) return value.map((item) => conceal(item, path, below, marked))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        conceal(part, `${path}.${key}`, below === '' ? key : `${below}.${key}`, marked),
      ]),
    )
  }
  const shown = Object.entries(data).filter(([name]) => !hidden.includes(name))
  return {
    data: Object.fromEntries(
      shown.map(([name, value]) => {
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined
        return [name, personal ? conceal(value, name, '', field?.personalPaths ?? ['']) : value]
      }),
    ),
    masked,
  }
}
