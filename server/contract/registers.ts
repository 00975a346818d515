import { day, language, localText, next, pageQuery, values } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, byName, component, flag, list, object, text, word } from './schema.js'

const register = component(
  'Register',
  object(
    {
      id: text(),
      title: localText,
      of: {},
      rows: {},
      columns: list(object({ name: text(), title: localText })),
      roles: list(text()),
    },
    { description: localText, source: {}, struckOff: object({ title: localText }) },
  ),
)

const line = component(
  'RegisterLine',
  object(
    {
      instance: text(),
      process: text(),
      values: about(values, 'By column; a blank one is absent.'),
      shown: about(byName(text({ minLength: 0 })), 'The same as people read it.'),
      struckOff: flag,
    },
    {
      number: text(),
      struckOffAt: {},
      failed: about(byName(text()), 'What could not be worked out, by column.'),
    },
  ),
)

const asked = {
  from: about(day, 'First day, included.'),
  to: about(day, 'Last day, included.'),
  open: about(word('true', 'false'), '`true`: only lines that are not struck off.'),
  lang: about(language, '`zh-CN` unless given.'),
}

const exported = (description: string, mediaType: string) => ({
  200: { description, mediaType, headers: ['Content-Disposition'] as const },
})

/** Books over cases. */
export const registerOperations = operationsOf({
  'GET /api/registers': {
    id: 'listRegisters',
    tag: 'Registers',
    summary: 'List registers',
    mayAsk: 'Everybody with a key.',
    answers: { 200: { description: 'Those open to the key.', schema: object({ items: list(register) }) } },
    problems: [],
  },
  'GET /api/registers/{id}': {
    id: 'readRegister',
    tag: 'Registers',
    summary: 'Read a register',
    description: 'The cases that began first at the top. A page may be short although `next` is there.',
    mayAsk: 'Its roles, and admins.',
    query: { ...asked, ...pageQuery },
    answers: {
      200: {
        description: 'A page of its lines.',
        schema: object({ register, items: list(line) }, { next }),
      },
    },
    problems: ['unknown-register'],
  },
  'GET /api/registers/{id}.csv': {
    id: 'exportRegisterCsv',
    tag: 'Registers',
    summary: 'Export a register as CSV',
    mayAsk: 'Its roles, and admins.',
    query: asked,
    answers: exported('The whole register, in UTF-8 with a byte-order mark.', 'text/csv'),
    problems: ['unknown-register'],
  },
  'GET /api/registers/{id}.xlsx': {
    id: 'exportRegisterXlsx',
    tag: 'Registers',
    summary: 'Export a register as a workbook',
    mayAsk: 'Its roles, and admins.',
    query: asked,
    answers: exported(
      'The whole register, of at most 100,000 lines.',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ),
    problems: ['unknown-register'],
  },
})
