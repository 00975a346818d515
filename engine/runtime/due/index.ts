export { createDueAnswers } from './answer-due.js'
export type { DueProblem } from './due-problem.js'
export { longestDueLine, type DueQuestion } from './due-request.js'
export { countDue, dueView, dueWords, type ToldDue } from './tell-due.js'
