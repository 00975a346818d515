import type { CheckedProcess } from '../../definition/checked-process.js'
import type { JsonObject, JsonValue } from '../../errors/index.js'
import type { Clock } from '../clocks/clock-plan.js'
import { stateTitle } from '../titles.js'
import type { ExplainedRule, NamedFigure } from './explained-clock.js'

/** The rule of a clock with its sources, and the parameters its figures come from. */
export function explainRule(process: CheckedProcess, clock: Clock): ExplainedRule {
  const figures = figuresOf(process, clock)
  const own = clock.kind === 'deadline' || clock.kind === 'notice' ? (clock.rule.source ?? []) : []
  const title = clock.kind === 'remind' ? undefined : clock.rule.title
  return {
    title: title ?? stateTitle(process, clock.state.path),
    ...(title ? { subject: { title, articles: own.filter(isArticle) } } : {}),
    source: [...new Set([...own, ...figures.flatMap(({ source }) => source)])],
    process: {
      id: process.id,
      version: process.version,
      hash: process.hash,
      ...(process.profile === undefined ? {} : { profile: process.profile }),
    },
    figures,
    reads: readsOf(clock),
  }
}

/** Of the sources of a rule those that customers know: an article of a law, not a page of the house. */
function isArticle(source: string): boolean {
  return /\bart\. ?\d|第 ?\d+ ?条/.test(source)
}

function readsOf(clock: Clock): readonly string[] {
  if (clock.kind === 'notice') return [clock.rule.of.source]
  if (clock.kind !== 'deadline') return []
  const { until, from } = clock.rule
  return [...(until ? [until.source] : []), ...(from?.kind === 'data' ? [from.value.source] : [])]
}

/** Figures that name a parameter, as the long form writes them. */
function figuresOf(process: CheckedProcess, clock: Clock): readonly NamedFigure[] {
  return Object.entries(writtenFigures(process, clock)).flatMap(([at, written]) => {
    if (typeof written !== 'string') return []
    const name = written.trim().split(/\s+/, 1).join()
    const parameter = Object.hasOwn(process.parameters, name) ? process.parameters[name] : undefined
    if (!parameter) return []
    const { title, source = [] } = parameter
    return [{ at, parameter: name, ...(title ? { title } : {}), source }]
  })
}

function writtenFigures(process: CheckedProcess, clock: Clock): JsonObject {
  const state = writtenState(process.resolved, clock.state.path)
  switch (clock.kind) {
    case 'deadline': {
      const { within, by, else: otherwise } = objectAt(objectAt(state, 'deadlines'), clock.key)
      return present({ within, by, else: otherwise })
    }
    case 'after':
      return { after: clock.key }
    case 'remind':
      return present({ every: itemAt(state, 'remind', clock.rule.index)['every'] })
    case 'notice':
      return present({ at: itemAt(state, 'notices', clock.rule.index)['at'] })
  }
}

function writtenState(resolved: JsonObject, path: string): JsonObject {
  if (path === '') return resolved
  return path.split('.').reduce((above, name) => objectAt(objectAt(above, 'states'), name), resolved)
}

function present(values: { readonly [name: string]: JsonValue | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  )
}

function itemAt(value: JsonObject, key: string, index: number): JsonObject {
  const list = value[key]
  return asObject(Array.isArray(list) ? list[index] : list)
}

function objectAt(value: JsonObject, key: string): JsonObject {
  return asObject(value[key])
}

function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
