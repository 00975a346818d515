import type { Problem } from '../errors/problem.js'
import { nearestName } from '../errors/nearest-name.js'
import type { DocumentKind, SourceDocument, SourceFile, SourceSet } from './document.js'
import { idKeyOf, kindByFirstKey } from './document-kind.js'
import { expandDocument, type Report } from './expand/expand-document.js'
import { unfoldStates } from './expand/unfold-states.js'
import { createLocate } from './locate-value.js'
import { readYaml } from './parse/read-yaml.js'
import type { MapNode } from './parse/source-node.js'
import { createSourceText, type SourceText } from './parse/source-text.js'
import { quoteAll, shorten } from './shape/describe.js'
import { checkShape } from './shape/check-shape.js'
import { mapToJson } from './shape/tree-access.js'
import { schemaOf } from './shape/validator.js'

/**
 * Reads files as documents in their long form, with every problem of reading in all of them, by file and place. Knows
 * nothing of how documents refer to each other, but that two of a kind may not have the same id.
 */
export function readSources(files: readonly SourceFile[]): SourceSet {
  const read = files.map(readSource)
  const documents = read.flatMap(({ document }) => (document ? [document] : []))
  const problems = [...read.flatMap((one) => one.problems), ...duplicateIds(documents)]
  return { documents, problems: problems.sort(byPlace(files)) }
}

/** A document that was read, and what is wrong in it. `document` is absent where nothing of it is of use. */
export interface ReadSource {
  readonly document: SourceDocument | undefined
  readonly problems: readonly Problem[]
}

function readSource({ file, text, unreadable }: SourceFile): ReadSource {
  if (unreadable !== undefined) return { document: undefined, problems: [unreadableFile(file, unreadable)] }
  const source = createSourceText(file, text)
  const yaml = readYaml(source)
  const problems: Problem[] = [...yaml.problems]
  if (yaml.root?.kind !== 'map') {
    if (problems.length === 0) problems.push(noMap(source))
    return { document: undefined, problems }
  }
  const kind = kindOf(yaml.root)
  if (!kind) return { document: undefined, problems: [...problems, unknownKind(yaml.root, source)] }
  const { problems: further, document } = readDocument(kind, yaml.root, source, !hasError(problems))
  return { document, problems: [...problems, ...further] }
}

/** Expands a tree into its long form and checks it against its schema. `readable`: nothing was wrong before. */
export function readDocument(
  kind: DocumentKind,
  root: MapNode,
  source: SourceText,
  readable: boolean,
): ReadSource {
  const problems: Problem[] = []
  const told = new Set<string>()
  const report: Report = ({ span, path, ...problem }) => {
    // A text that serves both languages is looked at twice.
    const key = `${problem.code} ${span.start}`
    const place = source.placeOf(span, path?.join('.') || undefined)
    if (!told.has(key)) problems.push({ ...problem, severity: 'error', place })
    told.add(key)
  }
  const expanded = expandDocument(root, schemaOf(kind), report)
  const locate = createLocate(expanded, source)
  const shape = checkShape(kind, expanded, locate)
  problems.push(...shape.problems)
  // What was cut would look like a mistake between the states.
  const reportUnfolded: Report = shape.problems.length === 0 ? report : () => undefined
  if (kind === 'process' && shape.fits && expanded.kind === 'map') unfoldStates(expanded, reportUnfolded)
  const sound = readable && !hasError(problems)
  const value = expanded.kind === 'map' ? mapToJson(expanded) : {}
  const id = value[idKeyOf(kind)]
  if (!shape.fits || typeof id !== 'string') return { document: undefined, problems }
  return { document: { kind, id, file: source.file, value, sound, locate }, problems }
}

const hasError = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error')

/** The first key decides; one that could not be read does not hide the next. */
function kindOf(root: MapNode): DocumentKind | undefined {
  const first = root.entries.keys().next().value
  return first !== undefined && Object.hasOwn(kindByFirstKey, first) ? kindByFirstKey[first] : undefined
}

function unreadableFile(file: string, why: string): Problem {
  return {
    code: 'file-unreadable',
    severity: 'error',
    message: `Expected a text in UTF-8, but ${why}.`,
    expected: 'a text in UTF-8',
    hint: "Save the file as UTF-8 (in an editor: 'Save with encoding', 'UTF-8'), and see that it may be read.",
    place: { file, line: 1, column: 1 },
  }
}

function noMap(source: SourceText): Problem {
  return {
    code: 'unknown-kind',
    severity: 'error',
    message: `Expected a document that begins with its kind, but found ${source.text.trim() === '' ? 'an empty file' : 'something else'}.`,
    expected: `one of ${quoteAll(Object.keys(kindByFirstKey))}`,
    hint: "Begin with a line such as 'process: repair'.",
    place: source.placeOf({ start: 0, end: 0 }),
  }
}

function unknownKind(root: MapNode, source: SourceText): Problem {
  const known = Object.keys(kindByFirstKey)
  const [first] = root.entries.values()
  const later = [...root.entries.keys()].find((key) => known.includes(key))
  const nearest = first && nearestName(first.key, known)
  const hint = later ? `Move '${later}' to the top: the first key says what a file is.` : undefined
  return {
    code: 'unknown-kind',
    severity: 'error',
    message: `Expected the first key to say what the file is, but found ${first ? `'${shorten(first.key)}'` : 'none'}.`,
    expected: `one of ${quoteAll(known)}`,
    ...(first && { found: `'${shorten(first.key)}'` }),
    ...(nearest && { nearest }),
    ...(hint && { hint }),
    place: source.placeOf(first?.keySpan ?? root.span),
  }
}

/** Two of a kind with one id. Scenarios are told apart by their process as well, tables of a price list by their day. */
function duplicateIds(documents: readonly SourceDocument[]): readonly Problem[] {
  const first = new Map<string, SourceDocument>()
  return documents.flatMap((document) => {
    const apart = { scenario: 'process', prices: 'validFrom' } as const
    const scope =
      document.kind === 'scenario' || document.kind === 'prices' ? document.value[apart[document.kind]] : ''
    const key = JSON.stringify([document.kind, scope, document.id])
    const earlier = first.get(key)
    if (!earlier) {
      first.set(key, document)
      return []
    }
    const place = earlier.locate([idKeyOf(earlier.kind)])
    const problem: Problem = {
      code: 'duplicate-id',
      severity: 'error',
      message: `Expected one ${document.kind} named '${document.id}', but ${place.file} has one too (line ${place.line}).`,
      hint: 'Give one of them another id.',
      place: document.locate([idKeyOf(document.kind)]),
    }
    return [problem]
  })
}

function byPlace(files: readonly SourceFile[]): (a: Problem, b: Problem) => number {
  const order = new Map(files.map(({ file }, index) => [file, index]))
  const at = (problem: Problem) => [
    order.get(problem.place?.file ?? '') ?? -1,
    problem.place?.line ?? 0,
    problem.place?.column ?? 0,
  ]
  return (a, b) => {
    const [first, second] = [at(a), at(b)]
    return (
      first.map((value, index) => value - (second[index] ?? 0)).find((difference) => difference !== 0) ?? 0
    )
  }
}
