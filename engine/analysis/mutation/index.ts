export {
  runMutations,
  sumOfMutations,
  type MutationCounts,
  type MutationReport,
  type Survivor,
} from './run-mutations.js'
