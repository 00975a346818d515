import type { JsonObject } from '../../errors/json.js'
import type { Scope } from '../../expression/expression.js'
import type { CheckedPaper, CheckedPaperField, CheckedValue } from '../checked-process.js'
import { bilingualAt } from './bilingual-text.js'
import { compileValue } from './compile-value.js'
import { fieldNodes, markedPaths, type FieldNode } from './field-node.js'
import { listAt, member, objectAt, objectsAt, textAt } from './json-access.js'
import { parseNumberPattern } from './number-pattern.js'
import { ProblemLog } from './problem-log.js'

/** A paper in one process, with what its issuing has to know. */
export interface CompiledPaper {
  readonly paper: CheckedPaper
  /** Its fields, for what `with` gives. */
  readonly nodes: ReadonlyMap<string, FieldNode>
  /** Why its own value of a field, or the field of the case of that name, does not do in this process. */
  readonly unfit: ReadonlyMap<string, string>
}

/**
 * Compiles the papers of a process against its fields. What does not fit is told where a paper is issued: a process
 * that only speaks of a paper need not be able to fill it in.
 */
export function compilePapers(
  process: JsonObject,
  scope: Scope,
  fields: ReadonlyMap<string, FieldNode>,
): ReadonlyMap<string, CompiledPaper> {
  return new Map(
    objectsAt(process, 'papers').flatMap(([id, written]) => {
      // A pattern without a counter was reported in the paper's own file.
      const series = parseNumberPattern(textAt(written, 'series') ?? '')
      return series ? [[id, compilePaper({ ...written, paper: id }, { series, scope, fields })]] : []
    }),
  )
}

interface PaperSurroundings extends Pick<CheckedPaper, 'series'> {
  readonly scope: Scope
  readonly fields: ReadonlyMap<string, FieldNode>
}

function compilePaper(written: JsonObject, surroundings: PaperSurroundings): CompiledPaper {
  const nodes = fieldNodes(objectAt(written, 'fields'))
  const sources = [...nodes.values()].map((node) => sourceOf(node, surroundings))
  const note = bilingualAt(written, 'note')
  return {
    nodes,
    unfit: new Map(sources.flatMap(({ field, unfit }) => (unfit === undefined ? [] : [[field.name, unfit]]))),
    paper: {
      id: textAt(written, 'paper') ?? '',
      title: bilingualAt(written, 'title') ?? { 'zh-CN': '', en: '' },
      series: surroundings.series,
      fields: sources.map(({ field }) => field),
      signatures: listAt(written, 'signatures').flatMap((text) => bilingualAt({ text }, 'text') ?? []),
      ...(note && { note }),
      size: textAt(written, 'size') === 'A5' ? 'A5' : 'A4',
    },
  }
}

function sourceOf(
  node: FieldNode,
  { scope, fields }: PaperSurroundings,
): { readonly field: CheckedPaperField; readonly unfit?: string } {
  const { name, definition, type } = node
  const namesake = fields.get(name)
  const own = member(definition, 'value') ?? (namesake && `=data.${name}`)
  const log = new ProblemLog()
  const value: CheckedValue | undefined =
    own === undefined ? undefined : compileValue(log, scope, { value: own, path: [], node })
  const label = bilingualAt(definition, 'label') ?? (namesake && bilingualAt(namesake.definition, 'label'))
  const [problem] = log.problems
  return {
    field: {
      name,
      label: label ?? { 'zh-CN': name, en: name },
      type,
      required: definition['required'] === true,
      personal: isPersonal(node) || (namesake !== undefined && isPersonal(namesake)),
      ...(value && { value }),
      definition: printedAs(definition, member(definition, 'value') === undefined ? namesake : undefined),
    },
    ...(problem && { unfit: problem.message }),
  }
}

/** An answer chosen in the case is printed with its title, although the paper calls it a text. */
function printedAs(definition: JsonObject, namesake: FieldNode | undefined): JsonObject {
  const chosen = definition['type'] === 'text' && namesake?.type.kind === 'choice'
  return chosen ? { ...definition, type: 'choice', of: objectAt(namesake.definition, 'of') } : definition
}

function isPersonal(node: FieldNode): boolean {
  return markedPaths(node, 'personal').length > 0
}
