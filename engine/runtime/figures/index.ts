export { createFigureCalls, type FigureCalls } from './figure-calls.js'
export type { CaseDue, Turn } from './cases-due.js'
export type { Figures, FiguresRequest, FigureSpan, ProcessFigures } from './tell-figures.js'
