export { operate } from './operate.js'
export { operatorActOf, type OperatorAct } from './operator-act.js'
export type { OperatorAction } from './operator-action.js'
export { whyEnded } from './why-ended.js'
