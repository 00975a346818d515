export { AnswerForm, type Answers } from './answer-form.js'
export type { AnswerSchema } from './form-schema.js'
export { keepAnswers, keptAnswers, type KeptAnswers } from './kept-answers.js'
export { asksFor, inputOf, partsOf, placedReasons } from './reasons-by-field.js'
