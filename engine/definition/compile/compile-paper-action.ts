import type { JsonObject } from '../../errors/json.js'
import type { CheckedAction, CheckedValue } from '../checked-process.js'
import type { ActionPlace } from './compile-actions.js'
import { compileExpression } from './compile-expression.js'
import type { CompiledPaper } from './compile-papers.js'
import { compileValue, isExpression } from './compile-value.js'
import type { Compilation } from './compilation.js'
import { isObject, member, objectAt, textAt } from './json-access.js'

type PaperAction = Extract<CheckedAction, { kind: 'paper' }>

/** `issue`, `sign`, `void` or `archive`. `path` of the place ends with that word. */
export function compilePaperAction(
  compilation: Compilation,
  action: JsonObject,
  place: ActionPlace,
): readonly CheckedAction[] {
  const act = (['issue', 'sign', 'void', 'archive'] as const).find((each) => isObject(member(action, each)))
  if (act === undefined) return []
  const said = objectAt(action, act)
  const name = textAt(said, 'paper')
  if (name === undefined) return []
  const at = { ...place, path: [...place.path, 'paper'] }
  const known = knownPaper(compilation, name, at)
  if (!known) return []
  if (act === 'issue') reportLacking(compilation, said, { ...known, place: at })
  return [
    {
      kind: 'paper',
      act,
      paper: name,
      ...numberOf(compilation, said, place),
      with: givenValues(compilation, said, { known, place }),
    },
  ]
}

function knownPaper(
  { log, known, papers }: Compilation,
  name: string,
  { path }: ActionPlace,
): CompiledPaper | undefined {
  const found = papers.get(name)
  // One that a file defines but that could not be compiled was reported there.
  if (found || known.papers?.includes(name)) return found
  log.reportUnknown('unknown-paper', path, {
    what: 'a paper',
    name,
    known: known.papers ?? papers.keys(),
  })
  return undefined
}

function numberOf(
  { log }: Compilation,
  issue: JsonObject,
  { scope, path }: ActionPlace,
): Pick<PaperAction, 'number'> {
  const written = textAt(issue, 'number')
  if (!isExpression(written)) return {}
  const number = compileExpression(log, scope, {
    source: written.slice(1),
    path: [...path, 'number'],
    offset: 1,
    expected: { kind: 'text' },
  })
  return number ? { number } : {}
}

function givenValues(
  { log }: Compilation,
  issue: JsonObject,
  { known, place }: { readonly known: CompiledPaper; readonly place: ActionPlace },
): readonly (readonly [name: string, value: CheckedValue])[] {
  return Object.entries(objectAt(issue, 'with')).flatMap(([name, value]) => {
    const path = [...place.path, 'with', name]
    const node = known.nodes.get(name)
    if (!node) {
      const what = `a field of the paper '${known.paper.id}'`
      log.reportUnknown('unknown-field', path, { what, name, known: known.nodes.keys(), key: true })
      return []
    }
    const compiled = compileValue(log, place.scope, { value, path, node })
    return compiled ? [[name, compiled] as const] : []
  })
}

/** A field whose own value does not fit this process, or one that must be there and that nothing fills. */
function reportLacking(
  { log }: Compilation,
  issue: JsonObject,
  { paper, unfit, place }: CompiledPaper & { readonly place: ActionPlace },
): void {
  const given = objectAt(issue, 'with')
  for (const { name, required, value } of paper.fields) {
    const why = unfit.get(name)
    if (Object.hasOwn(given, name) || (why === undefined && (value || !required))) continue
    const reason =
      why === undefined
        ? `neither the paper says what stands in '${name}' nor has the process a field of that name`
        : `what would stand in '${name}' does not fit. ${why}`
    log.report(
      'paper-field-without-value',
      place.path,
      `Expected a value for every field the paper '${paper.id}' needs, but ${reason}`.replace(/\.?$/, '.'),
      { found: name, hint: `Give it: issue: { paper: ${paper.id}, with: { ${name}: … } }.` },
    )
  }
}
