import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources, runMutations, runScenarios } from '../../engine/index.js'
import { fencesOf, readPage } from './fences.js'

const house = fencesOf(readPage('language/organisation.md')).filter(({ marks }) => 'shared' in marks)
const files = [...house, ...fencesOf(readPage('language/scenarios.md'))]
  .filter(({ language, marks }) => language === 'yaml' && 'file' in marks)
  .map(({ marks, text }) => ({ file: marks['file'] ?? '', text }))

describe('docs/language/scenarios.md', () => {
  it('gives a reason for every change that its stories do not notice, and for no other', () => {
    const sources = readSources(files)
    const workflows = checkWorkflows(sources)

    const report = runMutations('callback', { workflows, sources, played: runScenarios(workflows) })

    expect(report?.problems.map(({ message }) => message)).toEqual([])
    expect(report?.noticed).toBeGreaterThan(report?.survivors.length ?? 0)
    expect(report?.unsound).toEqual([])
  })
})
