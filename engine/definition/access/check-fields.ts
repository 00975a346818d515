import type { CheckedField, CheckedProcess } from '../checked-process.js'
import type { ProblemLog } from '../compile/problem-log.js'
import type { ValuePath } from '../document.js'
import type { Grant, SeenCases } from './checked-access.js'

/** The fields a grant names: each has to be one of the processes it is about. */
export function checkFields(
  log: ProblemLog,
  { path, grant }: { readonly path: ValuePath; readonly grant: Grant },
  all: readonly CheckedProcess[],
): void {
  for (const [line, seen] of grant.sees.entries()) {
    const about = processesOf(seen, all)
    // Processes that are faulty themselves are not there: then nothing can be said.
    if (about.length === 0) continue
    const known = [...new Set(about.flatMap(({ fields }) => Object.keys(fields)))]
    for (const [index, name] of seen.hidden.entries())
      if (!known.includes(name))
        log.reportUnknown('unknown-field', [...path, 'sees', line, 'hidden', index], {
          what: 'a field of these processes',
          name,
          known,
        })
    checkBranchField(log, { path: [...path, 'sees', line, 'byField'], seen, about, known })
  }
}

function processesOf({ processes }: SeenCases, all: readonly CheckedProcess[]): readonly CheckedProcess[] {
  if (processes === 'all' || processes.working) return all
  return all.filter(({ id }) => processes.ids.includes(id))
}

/** Lists ask the database for the branch, which knows the values of fields marked `search`. */
function checkBranchField(
  log: ProblemLog,
  {
    path,
    seen,
    about,
    known,
  }: {
    readonly path: ValuePath
    readonly seen: SeenCases
    readonly about: readonly CheckedProcess[]
    readonly known: readonly string[]
  },
): void {
  const { byField, cases } = seen
  if (byField === undefined) return
  if (cases !== 'own-branch') {
    log.report('wrong-value', path, `Expected 'byField' beside 'own-branch' only, but found '${cases}'.`, {
      key: true,
      found: cases,
      hint: "Take it out, or say 'cases: own-branch'.",
    })
    return
  }
  const [name = '', ...below] = byField.split('.')
  const fields = about.flatMap(({ fields: own }) => (Object.hasOwn(own, name) ? (own[name] ?? []) : []))
  if (fields.length === 0)
    log.reportUnknown('unknown-field', path, { what: 'a field of these processes', name, known })
  else if (fields.some((field) => !isSearched(field, below.join('.'))))
    log.report('wrong-value', path, `Expected a field marked 'search', but '${byField}' is not.`, {
      found: byField,
      hint: 'Mark it with `search: true` where the process defines it: lists are asked for by its values.',
    })
}

function isSearched({ searchPaths }: CheckedField, below: string): boolean {
  return searchPaths.includes(below)
}
