import type { RJSFSchema } from '@rjsf/utils'
import { describe, expect, it } from 'vitest'
import { shownForm } from '../../server/console/src/forms/form-schema.js'
import { createFormValidator } from '../../server/console/src/forms/form-validator.js'
import { withoutEmptyParts } from '../../server/console/src/forms/given-answers.js'
import { asksFor, placedReasons } from '../../server/console/src/forms/reasons-by-field.js'

const validator = createFormValidator(
  ({ keyword, limit }) => `${keyword}${typeof limit === 'number' ? ` ${limit}` : ''}`,
)

const schema = {
  type: 'object',
  properties: {
    cause: {
      type: 'string',
      enum: ['a', 'b'],
      'x-type': 'choice',
      'x-label': { 'zh-CN': '原因', en: 'Cause' },
      'x-options': { a: { 'zh-CN': '甲', en: 'A' }, b: { 'zh-CN': '乙', en: 'B' } },
    },
    labour: { type: 'number', multipleOf: 0.01, maximum: 500, 'x-type': 'money' },
    quote: { type: 'object', properties: { total: { type: 'number' } }, required: ['total'] },
    bill: { type: 'object', allOf: [{ $ref: '#/$defs/bill' }] },
  },
  required: ['cause', 'quote'],
  additionalProperties: false,
  $defs: {
    bill: {
      type: 'object',
      properties: { way: { type: 'string' } },
      if: { properties: { way: { const: 'post' } }, required: ['way'] },
      then: { required: ['number'] },
    },
  },
} as unknown as RJSFSchema

const mistakes = (answers: unknown): string[] =>
  validator.validateFormData(answers, schema).errors.map(({ property, message }) => `${property} ${message}`)

describe('the validator of forms', () => {
  it('tells each mistake once, where it is', () => {
    expect(mistakes({ labour: 600.001 })).toEqual([
      '.cause required',
      '.labour maximum 500',
      '.labour multipleOf 0.01',
      '.quote.total required',
    ])
  })

  it('takes money as the engine does', () => {
    expect(mistakes({ cause: 'a', labour: 0.07, quote: { total: 1 } })).toEqual([])
  })

  it('asks for what depends on another answer', () => {
    const answers = { cause: 'a', quote: { total: 1 } }
    expect(mistakes({ ...answers, bill: { way: 'own' } })).toEqual([])
    expect(mistakes({ ...answers, bill: { way: 'post' } })).toEqual(['.bill.number required'])
  })

  it('leaves a schema it cannot read to the server', () => {
    const odd = { type: 'object', properties: { a: { type: 'string', pattern: '(?i)x' } } } as const
    expect(validator.validateFormData({ a: 'x' }, odd).errors).toEqual([])
  })
})

describe('a form as it is shown', () => {
  it('has titles in the language of its reader, and checks what it did', () => {
    const shown = shownForm(schema, 'en')
    expect(shown.schema.properties?.['cause']).toMatchObject({
      type: 'string',
      title: 'Cause',
      oneOf: [
        { const: 'a', title: 'A' },
        { const: 'b', title: 'B' },
      ],
    })
    expect(shown.looks).toMatchObject({ cause: { 'ui:widget': 'options' }, labour: { 'ui:widget': 'money' } })
    expect(shown.schema.properties?.['cause']).not.toHaveProperty('enum')
    // What stands apart is drawn where the answer is.
    expect(shown.schema.properties?.['bill']).toMatchObject({ properties: { way: { type: 'string' } } })
  })
})

describe('answers that are sent', () => {
  it('are without what was left empty', () => {
    const answers = { cause: undefined, labour: 0, bill: { way: undefined }, quote: { total: undefined } }
    expect(withoutEmptyParts(schema, answers)).toEqual({ labour: 0, quote: {} })
    expect(withoutEmptyParts(schema, {})).toEqual({ quote: {} })
    expect(withoutEmptyParts({ type: 'object', properties: {} }, { a: undefined })).toBeUndefined()
  })
})

describe('the reasons of a refusal', () => {
  it('stand beside the answer they name, else above the form', () => {
    const text = { 'zh-CN': '', en: '' }
    const reasons = [
      { code: 'payload-invalid', text, field: 'quote.total' },
      { code: 'payload-invalid', text, field: 'elsewhere' },
      { code: 'guard-not-met', text },
    ]
    const { beside, above } = placedReasons(
      reasons,
      (path) => asksFor(schema, path),
      ({ code }) => code,
    )
    expect([...beside]).toEqual([['root_quote_total', ['payload-invalid']]])
    expect(above).toEqual(reasons.slice(1))
  })
})
