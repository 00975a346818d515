import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CheckedField, CheckedProcess, CheckedState } from '../../engine/definition/checked-process.js'
import type { Text } from '../../engine/errors/index.js'
import { checkedWorkflows } from './checked-workflows.js'

/** Without a title people read an id: in lists, in the picture, in a refusal. */
const { workflows } = await checkedWorkflows(join(import.meta.dirname, '../../workflows'))

/** What people may be told of a process, with its title where it has one. */
type Told = readonly (readonly [what: string, title: unknown])[]

function toldOf(process: CheckedProcess): Told {
  return [
    ['process', process.title],
    ...[...process.states.values()].flatMap((state) => stateTold(process, state)),
    ...Object.values(process.fields).map(fieldTold),
    ...[...process.forms.values()].flatMap(({ also }) => Object.values(also).map(fieldTold)),
    ...Object.entries(process.parameters).map(([name, { title }]) => [`parameter ${name}`, title] as const),
    ...[...process.decisions.keys()].map((name) => [`decision ${name}`, decisionTitle(process, name)] as const),
    ...[...process.papers].map(([id, { title }]) => [`paper ${id}`, title] as const),
  ]
}

function stateTold(process: CheckedProcess, state: CheckedState): Told {
  const { path, kind, deadlines, notices, on } = state
  const needs = path !== '' && kind !== 'history'
  return [
    ...(needs ? [[`state ${path}`, state.title] as const] : []),
    // The one limit of a state, `within`, goes by the title of the state.
    ...deadlines.map(({ name, title }) => [`deadline ${path}#${name}`, title ?? (name === 'due' ? state.title : undefined)] as const),
    ...notices.map(({ index, title, template }) => [
      `notice ${path} ${index}`,
      title ?? process.templates.get(template)?.title,
    ] as const),
    ...[...on.values()].map(
      ({ event, title }) => [`event ${event} in ${path}`, title ?? process.events.get(event)?.title] as const,
    ),
  ]
}

const fieldTold = ({ name, label }: CheckedField) => [`field ${name}`, label] as const

function decisionTitle({ resolved }: CheckedProcess, name: string): unknown {
  const decisions = resolved['decisions'] as { readonly [name: string]: { readonly title?: Text } } | undefined
  return decisions?.[name]?.title
}

/** Whether a title says something in both languages. */
function isTitle(title: unknown): boolean {
  const { 'zh-CN': chinese = '', en = '' } = (title ?? {}) as Partial<Text>
  return chinese.trim() !== '' && en.trim() !== ''
}

describe('what people read of the shipped processes', () => {
  const processes = workflows.processes.filter(({ profile }) => profile === undefined)

  it.each(processes.map((process) => [process.id, process] as const))('%s has titles for all of it', (_, process) => {
    const untitled = toldOf(process).flatMap(([what, title]) => (isTitle(title) ? [] : [what]))

    expect([...new Set(untitled)]).toEqual([])
  })

  it('calls every role by a title', () => {
    const untitled = Object.entries(workflows.organisation.roles).filter(([, { title }]) => !isTitle(title))

    expect(untitled.map(([role]) => role)).toEqual([])
  })
})
