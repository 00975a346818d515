import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkWorkflows } from '../../engine/definition/check-workflows.js'
import { readSources } from '../../engine/definition/read-source.js'
import { rules } from '../../engine/definition/rules/index.js'

const folder = import.meta.dirname
const organisation = {
  file: 'organisation.yaml',
  text: readFileSync(join(folder, 'organisation.yaml'), 'utf8'),
}

/** All problems of an example, checked together with the organisation whose roles it uses. */
function problemsOf(file: string, text: string) {
  return checkWorkflows(readSources([organisation, { file, text }])).problems
}

/** Places an example names in its `# expect: line:column` comments. */
function expectedPlaces(text: string): readonly string[] {
  return [...text.matchAll(/^# expect: (\d+:\d+)$/gm)].map(([, place]) => place ?? '')
}

describe.each(rules.map((rule) => rule.name))('the rule %s', (name) => {
  const examples = readdirSync(join(folder, name)).sort()
  const read = (example: string) => readFileSync(join(folder, name, example), 'utf8')

  it.each(examples.filter((example) => example.startsWith('valid-')))('finds nothing in %s', (example) => {
    const problems = problemsOf(example, read(example))
    expect(problems).toEqual([])
  })

  it.each(examples.filter((example) => example.startsWith('invalid-')))(
    'finds %s at the places it names, and nothing else is wrong',
    (example) => {
      const text = read(example)

      const problems = problemsOf(example, text)

      const found = problems.map(({ code, place }) => `${code} at ${place?.line}:${place?.column}`)
      expect(found).toEqual(expectedPlaces(text).map((place) => `${name} at ${place}`))
      for (const { message, hint } of problems) {
        expect(message).toMatch(/^Expected .+, but .+\.$/s)
        expect(hint).toBeTruthy()
      }
    },
  )
})
