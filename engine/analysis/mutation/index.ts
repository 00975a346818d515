export { runMutations, type MutationReport, type Survivor } from './run-mutations.js'
