import { listAt, type MapNode, mapAt, replaceEntry, type SourceNode } from '../parse/source-node.js'
import { expandCalendar } from './expand-calendar.js'
import { expandClosures } from './expand-closures.js'
import { expandHours } from './expand-hours.js'
import { expandPeriod } from './expand-period.js'
import { onePair } from './one-pair.js'
import type { Report } from './expand-document.js'

type Expansion = (node: SourceNode, report: Report) => SourceNode

const isText = (node: SourceNode): boolean => node.kind === 'scalar' && node.value !== null

/** A value that is not a map becomes the only entry of one. */
const under =
  (key: string): Expansion =>
  (node) =>
    isText(node) ? mapAt(node.span, [[key, node]]) : node

const listUnder =
  (key: string): Expansion =>
  (node) =>
    node.kind === 'list' || isText(node) ? mapAt(node.span, [[key, node]]) : node

const text: Expansion = (node) =>
  isText(node)
    ? mapAt(node.span, [
        ['zh-CN', node],
        ['en', { ...node }],
      ])
    : node

/** A title alone, in one text or in both languages. */
const titled =
  (...keys: readonly string[]): Expansion =>
  (node, report) => {
    const isTitle =
      node.kind === 'map' &&
      (node.entries.has('zh-CN') || node.entries.has('en')) &&
      !keys.some((key) => node.entries.has(key) || node.faulty.has(key))
    return isTitle ? mapAt(node.span, [['title', node]]) : under('title')(node, report)
  }

/** Of an expansion and the calendar beside it, which may be chosen by the data. */
const withCalendar =
  (expansion: Expansion): Expansion =>
  (node, report) =>
    expandCalendar(expansion(node, report), report)

const branchKeys = ['guard', 'target', 'reenter']

/** A list or a name alone is the branches; `guard`, `target`, `reenter` beside other keys are those of one branch. */
const handler: Expansion = (node) => {
  if (node.kind !== 'map') return listUnder('branches')(node, () => undefined)
  const own = branchKeys.map((key) => node.entries.get(key)).filter((entry) => entry !== undefined)
  const first = own[0]
  if (node.entries.has('branches')) return node
  if (!first) {
    // Actions alone are one branch that stays; so is a branch whose target could not be read.
    const unreadable = branchKeys.some((key) => node.faulty.has(key))
    if (node.entries.has('actions') || unreadable) node.entries.set('branches', stayingBranch(node))
    return node
  }
  const branch = mapAt(
    first.value.span,
    own.map(({ key, value, keySpan }) => [key, value, keySpan]),
  )
  for (const key of branchKeys) if (node.faulty.has(key)) branch.faulty.add(key)
  const branches = { key: 'branches', value: listAt([branch], first.value.span) }
  replaceEntry(node, first.key, branches)
  for (const { key } of own) if (key !== first.key) node.entries.delete(key)
  return node
}

const stayingBranch = (node: MapNode) => {
  const actions = node.entries.get('actions')
  const span = actions?.keySpan ?? node.span
  return { key: 'branches', keySpan: span, value: listAt([mapAt(span, [])], span) }
}

const branch = under('target')

const task: Expansion = (node, report) => {
  if (node.kind === 'list') return mapAt(node.span, [['roles', node]])
  if (node.kind === 'map' && node.entries.has('role')) return renamed(node, 'role', 'roles', report)
  return under('roles')(node, report)
}

/** Gives an entry its long name, unless that one is there as well. */
function renamed(node: MapNode, short: string, long: string, report: Report): MapNode {
  const entry = node.entries.get(short)
  if (!entry) return node
  if (node.entries.has(long)) {
    reportBoth(entry.keySpan, short, long, report)
    node.entries.delete(short)
  } else replaceEntry(node, short, { key: long, value: entry.value })
  return node
}

function reportBoth(span: SourceNode['span'], short: string, long: string, report: Report): void {
  report({
    code: 'duplicate-key',
    span,
    message: `Expected '${short}' or '${long}', but both are there, and one is the short form of the other.`,
    hint: `Put both under '${long}'.`,
  })
}

/** A role alone, `role` and `within` at a step of approvals. */
const approvalStep: Expansion = (node, report) => {
  if (node.kind !== 'map') return under('roles')(node, report)
  return renamed(renamed(node, 'role', 'roles', report), 'within', 'due', report)
}

/** `due` is the deadline of that name; `remind` is one reminder or a list of them. */
const state: Expansion = (node, report) => {
  if (node.kind !== 'map') return node
  const due = node.entries.get('due')
  const deadlines = node.entries.get('deadlines')?.value
  if (due && deadlines?.kind === 'map') {
    if (deadlines.entries.has('due')) reportBoth(due.keySpan, 'due', 'deadlines.due', report)
    else deadlines.entries.set('due', due)
    node.entries.delete('due')
  } else if (due) {
    const map = mapAt(due.value.span, [['due', due.value, due.keySpan]])
    replaceEntry(node, 'due', { key: 'deadlines', value: map })
  }
  return renamed(node, 'remind', 'reminders', report)
}

const field: Expansion = (node) => {
  const long = under('type')(node, () => undefined)
  if (long.kind !== 'map') return long
  const type = long.entries.get('type')?.value
  const of = long.entries.get('of')
  if (of && type?.kind === 'scalar' && type.value === 'choice')
    long.entries.set('of', { ...of, value: options(of.value) })
  return long
}

/** A list of ids gives each its own name as title. */
function options(node: SourceNode): SourceNode {
  if (isText(node)) return options(listAt([node], node.span))
  if (node.kind !== 'list') return node
  return mapAt(
    node.span,
    node.items.map((item) => [item.kind === 'scalar' ? String(item.value) : '', item, item.span]),
  )
}

/** `parent` alone is whoever began the case. */
const toldCases: Expansion = (node) =>
  node.kind === 'scalar' && node.value === 'parent'
    ? mapAt(node.span, [['parent', { kind: 'scalar', value: true, span: node.span }]])
    : node

/**
 * Expansions by the name of the definition in `schemas/source`. They get the node as written and give back the long
 * form; what is inside is expanded afterwards. They may change the node they get.
 */
export const expansions: { readonly [definition: string]: Expansion } = {
  text,
  field,
  paperField: field,
  parameter: (node) => field(node, () => undefined),
  handler,
  afterHandler: withCalendar(handler),
  branch,
  task,
  approvalStep,
  members: under('by'),
  state,
  Process: withCalendar(state),
  deadline: withCalendar(under('within')),
  reminder: expandCalendar,
  notice: expandCalendar,
  escalation: listUnder('to'),
  window: withCalendar(under('calendar')),
  windowPeriod: expandPeriod,
  event: titled('title', 'description', 'occurredAt', 'shows'),
  role: titled('title', 'outside', 'deputies', 'notWith'),
  department: titled('title', 'head'),
  branchOffice: titled('title'),
  caseParty: under('is'),
  issue: under('paper'),
  writtenOn: under('paper'),
  begin: under('process'),
  convert: under('process'),
  toldCases,
  warning: under('at'),
  castMember: listUnder('roles'),
  cell: under('value'),
  scheduleItem: under('id'),
  scheduleCases: under('process'),
  hours: expandHours,
  period: expandPeriod,
  periods: onePair,
  closures: expandClosures,
}
