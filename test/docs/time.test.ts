import { describe, expect, it } from 'vitest'
import { runScenarios } from '../../engine/analysis/run-scenarios.js'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'
import { renderProblem } from '../../engine/errors/index.js'
import { aftercare } from '../cli/run-aftercare.js'
import { fencesOf, readPage } from './fences.js'

const fences = fencesOf(readPage('time.md'))
const consoles = fences.filter(({ language }) => language === 'console')
const files = fences.filter(({ marks }) => 'file' in marks)

/** A calendar's version changes with every new table of holidays; which it is does not matter here. */
const anyVersion = (text: string): string => text.replace(/(version|版本) [0-9a-f]{12}/g, '$1 …')

/** Words of a command line; quotes keep spaces together. */
const wordsOf = (line: string): readonly string[] =>
  Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, bare]) => quoted ?? bare ?? '')

describe('docs/time.md', () => {
  it('has commands, and procedures with stories', () => {
    expect(consoles.length).toBeGreaterThan(12)
    expect(files.filter(({ marks }) => marks['file']?.startsWith('scenarios/') && marks['file'] !== 'scenarios/people.yaml').length).toBe(4)
    expect(fences.length).toBe(consoles.length + files.length)
  })

  it.each(consoles.map((fence) => [fence.text.split('\n', 1).join(), fence] as const))(
    'is right about %s',
    async (command, { text }) => {
      const [dollar, program, ...args] = wordsOf(command)
      expect([dollar, program]).toEqual(['$', 'aftercare'])

      const { code, out } = await aftercare(args)

      expect(code).toBe(0)
      expect(anyVersion(out)).toBe(anyVersion(text.slice(command.length + 1)))
    },
  )

  it('shows procedures without problems, and stories that pass', () => {
    const workflows = checkWorkflows(readSources(files.map(({ marks, text }) => ({ file: marks['file'] ?? '', text }))))
    const { results } = runScenarios(workflows)

    expect(workflows.problems.map((problem) => renderProblem(problem))).toEqual([])
    expect(results.flatMap(({ problems }) => problems.map((problem) => renderProblem(problem)))).toEqual([])
    expect(results.map(({ passed }) => passed)).toEqual([true, true, true, true])
  })
})
