import { instant } from './common-schemas.js'
import { instanceFilterQuery } from './instances.js'
import { operationsOf } from './operation.js'
import { about, component, flag, list, object, text, type Schema } from './schema.js'

const tag = 'Cases'

const value = about(text({ maxLength: 400 }), 'As it stands in the address.')

const parameters = [...Object.keys(instanceFilterQuery), 'view', 'sort', 'columns']

/** What a list of cases is asked with, and how it is shown. */
const address: Schema<{ readonly [parameter: string]: string }> = component(
  'ListAddress',
  object({}, Object.fromEntries(parameters.map((one) => [one, value]))) as Schema<{
    readonly [parameter: string]: string
  }>,
)

const name = about(text({ maxLength: 80, pattern: '\\S' }), 'Unique among those of its owner.')

const role = about(text({ maxLength: 200 }), 'Role of the house whose holders see it too.')

const savedView = component(
  'SavedView',
  object(
    {
      id: text(),
      name: text(),
      address,
      mine: about(flag, 'Whether it is your own.'),
      changeable: about(flag, 'Whether you may change and remove it.'),
      first: about(flag, 'Whether your list begins with it.'),
      updatedAt: instant,
      gone: about(
        list(object({ parameter: text(), value: text() })),
        'What it names and is not there any more, or not open to you.',
      ),
    },
    { owner: about(text(), 'Whose it is, where it is somebody else’s.'), role },
  ),
)

const noRole: Schema<null> = about({ type: 'null' }, 'Ends the sharing.')

const roleOrNone: Schema<string | null> = { anyOf: [role, noRole] }

const shares = 'Everybody with a key; with a `role`, whoever has the permission `share-views`.'

/** Views of the list of cases that people have saved. */
export const savedViewOperations = operationsOf({
  'GET /api/views': {
    id: 'listViews',
    tag,
    summary: 'List saved views',
    description: 'One’s own and those shared with one of one’s roles, by name.',
    mayAsk: 'Everybody with a key.',
    answers: { 200: { description: 'All of them.', schema: object({ items: list(savedView) }) } },
    problems: [],
  },
  'POST /api/views': {
    id: 'saveView',
    tag,
    summary: 'Save a view',
    description: 'At most fifty for each person.',
    mayAsk: shares,
    body: object({ name, address }, { role }),
    answers: { 201: { description: 'The view.', schema: savedView } },
    problems: ['view-name-taken', 'too-many-views', 'forbidden'],
  },
  'POST /api/views/{id}': {
    id: 'changeView',
    tag,
    summary: 'Change a view',
    description: 'What is left out stays as it is. `first` is said of one’s own list only.',
    mayAsk:
      'Its owner; of a shared one also whoever has the permission `share-views`. `first`: whoever sees it.',
    body: object({}, { name, address, role: roleOrNone, first: flag }),
    answers: { 200: { description: 'The view.', schema: savedView } },
    problems: ['unknown-view', 'view-name-taken', 'forbidden'],
  },
  'POST /api/views/{id}/remove': {
    id: 'removeView',
    tag,
    summary: 'Remove a view',
    mayAsk: 'Its owner; of a shared one also whoever has the permission `share-views`.',
    body: object({}),
    answers: { 204: { description: 'It is gone.' } },
    problems: ['unknown-view'],
  },
})
