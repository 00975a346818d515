import { language } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, text, word, type Described } from './schema.js'

const lang = about(language, '`zh-CN` unless given.')
const profile = about(text(), 'Id of a profile.')

const paths = text({ maxLength: 2000 })

const svgQuery = {
  lang,
  direction: about(word('down', 'right'), 'Which way the picture goes; `down` unless given.'),
  style: about(
    word('inside', 'outside'),
    '`outside` leaves the style out, for pages that bring it themselves; `inside` unless given.',
  ),
  theme: about(word('light', 'dark'), 'As the reader has it unless given.'),
  states: about(
    word('all', 'usual'),
    '`usual` closes states that hold others where the picture would have more than forty, and those whose states lie more than two deep: each is one box then. `all` unless given.',
  ),
  opened: about(
    paths,
    'States to draw open all the same, by path, with commas between them; what is not there is passed over.',
  ),
  closed: about(paths, 'States to draw closed all the same. Those the case is in are always open.'),
}

/** How a picture is asked for. */
export type DiagramQuery = { readonly [N in keyof typeof svgQuery]?: Described<(typeof svgQuery)[N]> }

const picture = { 200: { description: 'The picture.', mediaType: 'image/svg+xml' } } as const
const outline = { 200: { description: 'A nested list of the states.', mediaType: 'text/plain' } } as const

/** Pictures of processes and cases. */
export const diagramOperations = operationsOf({
  'GET /api/processes/{id}/diagram.svg': {
    id: 'drawProcess',
    tag: 'Processes',
    summary: 'Draw a process',
    description: 'The first picture of a version takes up to some seconds; it is kept from then on.',
    mayAsk: 'Roles that have something to do in it, and admins.',
    query: { profile, ...svgQuery },
    answers: picture,
    problems: ['unknown-process', 'unknown-profile'],
  },
  'GET /api/processes/{id}/diagram.txt': {
    id: 'outlineProcess',
    tag: 'Processes',
    summary: 'Tell what the picture of a process shows',
    mayAsk: 'Roles that have something to do in it, and admins.',
    query: { profile, lang },
    answers: outline,
    problems: ['unknown-process', 'unknown-profile'],
  },
  'GET /api/instances/{id}/diagram.svg': {
    id: 'drawInstance',
    tag: 'Cases',
    summary: 'Draw a case',
    description:
      'Its process, with where it is and was, the ways it took, what is overdue, and what operators did. Nothing of its data and nobody’s name is in it; for whoever is kept from some of its fields the ways are left out.',
    mayAsk: 'Whoever sees the case whole, or but for values that are kept back.',
    query: svgQuery,
    answers: picture,
    problems: ['unknown-instance', 'forbidden'],
  },
  'GET /api/instances/{id}/diagram.txt': {
    id: 'outlineInstance',
    tag: 'Cases',
    summary: 'Tell what the picture of a case shows',
    mayAsk: 'Whoever sees the case whole, or but for values that are kept back.',
    query: { lang },
    answers: outline,
    problems: ['unknown-instance', 'forbidden'],
  },
})
