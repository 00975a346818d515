import { operationsOf } from './operation.js'
import { object, text, word } from './schema.js'

/** What needs no key. */
export const openOperations = operationsOf({
  'GET /healthz': {
    id: 'health',
    tag: 'Open to everybody',
    summary: 'Ask whether the server lives',
    mayAsk: 'Everybody.',
    answers: { 200: { description: 'The process answers.', schema: object({ status: word('ok') }) } },
    problems: [],
  },
  'GET /readyz': {
    id: 'readiness',
    tag: 'Open to everybody',
    summary: 'Ask whether the server can work',
    mayAsk: 'Everybody.',
    answers: { 200: { description: 'The database answers.', schema: object({ status: word('ready') }) } },
    problems: ['database-failed', 'database-busy', 'engine-stopped'],
  },
  'GET /openapi.json': {
    id: 'openApi',
    tag: 'Open to everybody',
    summary: 'Read the document this page is made from',
    mayAsk: 'Everybody.',
    answers: {
      200: {
        description: 'OpenAPI 3.1.',
        schema: { type: 'object', required: ['openapi', 'info', 'paths'] },
      },
    },
    problems: [],
  },
  'GET /docs': {
    id: 'reference',
    tag: 'Open to everybody',
    summary: 'Read the reference',
    mayAsk: 'Everybody.',
    answers: { 200: { description: 'A page.', mediaType: 'text/html' } },
    problems: [],
  },
  'GET /docs/reference.css': {
    id: 'referenceStyle',
    tag: 'Open to everybody',
    summary: 'Read the style of the reference',
    mayAsk: 'Everybody.',
    answers: { 200: { description: 'A stylesheet.', mediaType: 'text/css' } },
    problems: [],
  },
  'GET /docs/problems': {
    id: 'problemPages',
    tag: 'Open to everybody',
    summary: 'Read the list of all codes',
    mayAsk: 'Everybody.',
    answers: { 200: { description: 'A page in Markdown.', mediaType: 'text/markdown' } },
    problems: [],
  },
  'GET /docs/problems/{code}': {
    id: 'problemPage',
    tag: 'Open to everybody',
    summary: 'Read what a code means',
    mayAsk: 'Everybody.',
    path: { code: text() },
    answers: { 200: { description: 'The page, in Markdown.', mediaType: 'text/markdown' } },
    problems: ['route-unknown'],
  },
})
