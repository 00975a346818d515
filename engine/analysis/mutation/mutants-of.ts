import { conditionMutants, deadlineMutants, invariantMutants } from './flow-mutants.js'
import { asWritten, type Mutant } from './mutant.js'
import type { MutationSource } from './mutation-source.js'
import { parameterMutants } from './parameter-mutants.js'
import { roleMutants } from './role-mutants.js'

/** All mutants of a process, by kind and then as it is written. Their ids differ; each changes one written part. */
export function mutantsOf(source: MutationSource): readonly Mutant[] {
  return asWritten([
    ...parameterMutants(source),
    ...conditionMutants(source),
    ...roleMutants(source),
    ...deadlineMutants(source),
    ...invariantMutants(source),
  ])
}
