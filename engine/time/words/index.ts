export { tellCount, type CountWords } from './tell-count.js'
export type { CountFrame, CountSubject, TimeLeft, ToldPause } from './frame.js'
export { sayInstant, spaced, type Language } from './date-words.js'
export { tellTrace } from './tell-trace.js'
