import type { FieldType } from '../../../expression/expression.js'
import type { RuleContext } from '../../rule.js'
import { writtenAt } from './placed-expressions.js'
import type { Way } from './ways.js'

/**
 * Paths a way may fill in for all one can tell: all of them, where its form does not exist or asks for something that
 * was reported as faulty, since any field may have been meant. Otherwise none.
 */
export function doubtfulAnswers(context: RuleContext, way: Way): readonly string[] {
  const form = writtenAt(context.document, [...way.path, 'form'])
  if (way.kind !== 'on' || typeof form !== 'string') return []
  const isFaulty = !context.process.forms.has(form) || asksUnknown(context, form) || wasCut(context, form)
  return isFaulty ? everyPath(context.process.scope.types.data) : []
}

function asksUnknown({ document, process }: RuleContext, form: string): boolean {
  return ['ask', 'required'].some((key) => {
    const written = writtenAt(document, ['forms', form, key])
    return Array.isArray(written) && !written.every((path) => isPath(process.scope.types.data, path))
  })
}

/** Whether a part of the form was left out when the file was read. */
function wasCut({ document, set }: RuleContext, form: string): boolean {
  return set.problems.some(
    ({ severity, place }) =>
      severity === 'error' &&
      place?.file === document.file &&
      (place.path === `forms.${form}` || place.path?.startsWith(`forms.${form}.`) === true),
  )
}

type Fields = { readonly [name: string]: FieldType }

function isPath(fields: Fields, path: unknown): boolean {
  if (typeof path !== 'string') return false
  const [name = '', ...rest] = path.split('.')
  const type = Object.hasOwn(fields, name) ? fields[name]?.type : undefined
  if (!type || rest.length === 0) return type !== undefined
  return type.kind === 'object' && isPath(type.fields, rest.join('.'))
}

function everyPath(fields: Fields, prefix = ''): readonly string[] {
  return Object.entries(fields).flatMap(([name, { type }]) => [
    prefix + name,
    ...(type.kind === 'object' ? everyPath(type.fields, `${prefix}${name}.`) : []),
  ])
}
