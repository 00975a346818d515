/** Papers of cases: told, and printed. */
export { databasePapers, type DatabasePapers } from './database-paper.js'
export { paperView, voucherView } from './papers-view.js'
export { printedPaperPolicy } from './print-style.js'
export { papersOf, printedPaper, type ToldPaper } from './read-papers.js'
