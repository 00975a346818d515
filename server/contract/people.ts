import { localText } from './common-schemas.js'
import { operationsOf } from './operation.js'
import { about, list, object, onlyTrue, text } from './schema.js'

/** What people and roles are called. */
export const peopleOperations = operationsOf({
  'GET /api/people': {
    id: 'listPeople',
    tag: 'Processes',
    summary: 'List what people and roles are called',
    description:
      'The people of the house with their names and nothing else, and the roles with their titles. Nobody of a party and no customer is among them.',
    mayAsk: 'Everybody who lists cases of a process.',
    answers: {
      200: {
        description: 'All of them.',
        schema: object({
          people: about(list(object({ id: text(), name: text() })), 'Those who have a name.'),
          roles: list(
            object({ id: text(), title: localText }, { outside: about(onlyTrue, 'People outside hold it.') }),
          ),
        }),
      },
    },
    problems: ['forbidden'],
  },
})
