import { instant, localText, next, pageQuery, values } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, text, word } from './schema.js'

const state = word('issued', 'signed', 'void', 'archived', 'carried')

const paper = component(
  'Paper',
  object(
    { paper: text(), number: text(), state, issuedAt: instant, values: about(values, 'What stands on it.') },
    {
      title: localText,
      issuedBy: text(),
      signedAt: instant,
      voidedAt: instant,
      archivedAt: instant,
      from: about(text(), 'The case that issued it, where that was another.'),
      carriedTo: text(),
    },
  ),
)

const voucher = component(
  'Voucher',
  object(
    { paper: text(), number: text(), state, instance: text(), process: text(), issuedAt: instant },
    { caseNumber: text() },
  ),
)

/** Numbered papers. */
export const paperOperations = operationsOf({
  'GET /api/instances/{id}/papers': {
    id: 'listPapers',
    tag: 'Papers',
    summary: 'List the papers of a case',
    mayAsk: 'Whoever sees the whole case.',
    answers: { 200: { description: 'In the order of their issue.', schema: object({ items: list(paper) }) } },
    problems: ['unknown-instance', 'forbidden'],
  },
  'GET /api/instances/{id}/papers/{paper}/{number}': {
    id: 'printPaper',
    tag: 'Papers',
    summary: 'Print a paper',
    mayAsk: 'Whoever sees the whole case.',
    path: { paper: about(text(), 'Kind of paper.'), number: about(text(), 'A slash in it is `%2F`.') },
    answers: { 200: { description: 'A page made for print.', mediaType: 'text/html' } },
    problems: ['unknown-instance', 'unknown-paper', 'forbidden'],
  },
  'GET /api/vouchers': {
    id: 'listVouchers',
    tag: 'Papers',
    summary: 'List numbered papers',
    description: 'Over all cases seen whole, the latest first.',
    mayAsk: 'Everybody who lists cases of a process.',
    query: { paper: text(), number: text(), state, instance: about(text(), 'Id of a case.'), ...pageQuery },
    answers: { 200: { description: 'A page of them.', schema: object({ items: list(voucher) }, { next }) } },
    problems: ['forbidden'],
  },
})
