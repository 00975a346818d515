import { describe, expect, it } from 'vitest'
import { checkWorkflows, readSources } from '../../engine/definition/index.js'

const process = (name: string, states: string): { file: string; text: string } => ({
  file: `${name}.yaml`,
  text: `dsl: '1'
process: ${name}
version: '1'
title: ${name}
start: { roles: [clerk] }
initial: first
states:
${states}
${states.includes('done') ? '  done: { type: final, outcome: done, title: Done }' : ''}
`,
})

const circles = (...files: readonly { file: string; text: string }[]): readonly string[] =>
  checkWorkflows(readSources(files))
    .problems.filter(({ code }) => code === 'begins-itself')
    .map(({ place, message }) => `${place?.file ?? ''}: ${message}`)

const at = (other: string): string =>
  `  first: { title: First, invoke: { process: ${other}, onDone: done, onError: done } }`

describe('cases that begin one another', () => {
  it('are a problem of every process of the circle when nobody has to do anything', () => {
    const found = circles(process('a', at('b')), process('b', at('a')), process('c', at('a')))

    expect(found).toEqual([
      expect.stringContaining(
        "a.yaml: Expected somebody to decide before a case begins another one of its kind, but 'a' → 'b' → 'a'",
      ),
      expect.stringContaining("'b' → 'a' → 'b'"),
    ])
  })

  it('are followed through automatic moves, `start` and `convert`', () => {
    const starting = process(
      'a',
      `  first: { title: First, always: next }\n  next: { title: Next, entry: { start: b }, always: gone }\n  gone: { type: final, title: Gone, convert: b }`,
    )

    expect(circles(starting, process('b', at('a')))).toHaveLength(2)
  })

  it.each([
    [
      'a person',
      `  first: { title: First, task: clerk, on: { go: next } }\n  next: { title: Next, entry: { start: b }, always: done }`,
    ],
    [
      'a guard',
      `  first: { title: First, always: [{ guard: 'instance.origin == ""', target: next }, { target: done }] }\n  next: { title: Next, entry: { start: b }, always: done }`,
    ],
    [
      'a time',
      `  first: { title: First, after: { 1 day: next } }\n  next: { title: Next, entry: { start: b }, always: done }`,
    ],
  ])('are no problem where %s stands between', (_what, states) => {
    expect(circles(process('a', states), process('b', at('a')))).toEqual([])
  })
})
