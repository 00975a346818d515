import { describe, expect, it } from 'vitest'
import { runScenarios } from '../../engine/analysis/run-scenarios.js'
import { checkWorkflows, readSources, type SourceFile } from '../../engine/definition/index.js'
import { renderProblem, type Problem } from '../../engine/errors/index.js'
import { fencesOf, readPage } from './fences.js'

const page = readPage('cookbook.md')

/** The house in which the recipes happen. */
const house = filesOf(readPage('language/organisation.md')).filter(({ file }) => !file.startsWith('scenarios/'))

/** Recipes by title, each with its files. */
const recipes = page
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ title: text.slice(0, text.indexOf('\n')), files: filesOf(`${text}\n`) }))

function filesOf(text: string): readonly SourceFile[] {
  return fencesOf(text)
    .filter(({ language, marks }) => language === 'yaml' && 'file' in marks && !('wrong' in marks))
    .map((fence) => ({ file: fence.marks['file'] ?? '', text: fence.text }))
}

const told = (problems: readonly Problem[]): readonly string[] =>
  problems.map((problem) => renderProblem(problem))

describe('docs/cookbook.md', () => {
  it('has the recipes people ask for, and lists them at its top', () => {
    const listed = [...page.matchAll(/^\| \[([^\]]+)\]\(#/gm)].map(([, title]) => title)

    expect(recipes.map(({ title }) => title)).toEqual(listed)
    expect(listed).toEqual([
      'Pause while waiting for a customer',
      'Escalate twice',
      'Ask a supplier and fall back',
      'Joint sign-off',
      'Paper after the act',
      'Signed by both sides',
      'One case per customer of a batch',
    ])
  })

  it.each(recipes)('$title: stands by itself, without problems', ({ files }) => {
    expect(told(checkWorkflows(readSources([...house, ...files])).problems)).toEqual([])
  })

  it.each(recipes)('$title: shows stories that pass, and that come through every state to every end', ({ files }) => {
    const { results, coverage } = runScenarios(checkWorkflows(readSources([...house, ...files])))

    expect(results.length).toBeGreaterThan(0)
    expect(results.flatMap(({ problems }) => told(problems))).toEqual([])
    expect(coverage.flatMap(({ states, ends }) => [...states.missing, ...ends.missing])).toEqual([])
  })
})
