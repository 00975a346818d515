import type { Problem } from '../../errors/problem.js'
import type { SourceDocument } from '../document.js'
import type { UsedModule } from '../modules/merge-modules.js'

/**
 * Problems of a process as people should meet them: what is wrong in a module by itself is told there and once; what
 * is wrong only in this process is told at its `use`, with the place in the module.
 */
export function atTheirUse(
  problems: readonly Problem[],
  process: SourceDocument,
  { modules, ofModules }: { readonly modules: readonly UsedModule[]; readonly ofModules: readonly Problem[] },
): readonly Problem[] {
  const told = new Set(ofModules.map(sameProblem))
  return problems.flatMap((problem) => {
    const used = modules.find(({ module }) => module.file === problem.place?.file)
    if (!used || used.module.file === process.file) return [problem]
    if (told.has(sameProblem(problem))) return []
    const where = `It stands in the module ${used.module.file}, line ${problem.place?.line ?? 0}.`
    const hint = problem.hint === undefined ? where : `${problem.hint} ${where}`
    return [{ ...problem, hint, place: process.locate(['use', used.index]) }]
  })
}

/** By code and place: the text may quote a name of the process, or a text that was marked as unverified. */
const sameProblem = ({ code, place }: Problem): string =>
  JSON.stringify([code, place?.file, place?.line, place?.column])
