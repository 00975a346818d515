import { describe, expect, it } from 'vitest'
import { checkFiles, marksOf, organisationFile, processFile, problemsOf } from './check-files.js'

const fields = 'fields: { note: { type: text, label: { zh-CN: 注, en: Note } } }'
const otherwise = '{ zh-CN: 不, en: "No." }'
const codesOf = (text: string) => problemsOf(text).map(({ code }) => code)

/** A process whose event `finish` has further parts. */
const withFinish = (parts: string, finish: string) =>
  processFile({ parts: `${fields}\n${parts}` }).replace('on: { finish: {', `on: { finish: { ${finish},`)

describe('one fault', () => {
  it('in a default of a duration is not a parameter without a value as well', () => {
    const parts = 'parameters: { n: { type: duration, default: 3 dayz, title: { zh-CN: 数, en: N } } }'
    const [problem, ...more] = problemsOf(processFile({ parts, open: 'after: { n: closed }' }))
    expect(problem).toMatchObject({ code: 'wrong-duration', nearest: '3 days' })
    expect(more).toEqual([])
  })

  it('in the value a profile gives is not a figure that no profile gives as well', () => {
    const parts = 'parameters: { n: { type: duration, required: true, title: { zh-CN: 数, en: N } } }'
    const { problems } = checkFiles({
      'organisation.yaml': organisationFile,
      'repair.yaml': processFile({ parts, open: 'after: { n: closed }' }),
      'shop.yaml': 'profile: shop\ntitle: { zh-CN: 店, en: Shop }\nparameters: { repair: { n: 3 dayz } }\n',
    })
    expect(marksOf(problems)).toEqual(['shop.yaml:3:28 wrong-duration'])
  })

  it('in the name of a form is not told of the answers and fields it would ask for', () => {
    const forms = 'forms: { asking: { ask: [note], required: [note] } }'
    const require = `require: [ { if: 'event.extra == "x" && data.note == "x"', else: ${otherwise} } ]`
    expect(codesOf(withFinish(forms, `form: askin, ${require}`))).toEqual(['unknown-form'])
  })

  it('in the name of an asked field is not a field that nobody tested as well, here or further on', () => {
    const forms = 'forms: { asking: { ask: [notte], required: [notte] } }'
    const require = `require: [ { if: 'data.note == "x"', else: ${otherwise} } ]`
    expect(codesOf(withFinish(forms, `form: asking, ${require}`))).toEqual(['unknown-field'])
    const right = forms.replaceAll('notte', 'note')
    expect(codesOf(withFinish(right, `form: asking, ${require}`))).toEqual([])
  })

  it('still lets a field be found that a sound form does not ask for', () => {
    const forms = 'forms: { asking: { also: { extra: { type: text, label: { zh-CN: 外, en: Extra } } } } }'
    const require = `require: [ { if: 'data.note == "x"', else: ${otherwise} } ]`
    expect(codesOf(withFinish(forms, `form: asking, ${require}`))).toEqual(['field-not-tested'])
  })

  it.each([
    ['{ zh-CN: 办理中, en: "" }', 'wrong-value'],
    ['{ zh-CN: "", en: Working }', 'wrong-value'],
    ['{ zh-CN: 办理中 }', 'missing-translation'],
  ])('in one language of a text is told once: %s', (title, code) => {
    expect(codesOf(processFile().replace('{ zh-CN: 办理中, en: Open }', title))).toEqual([code])
  })
})
