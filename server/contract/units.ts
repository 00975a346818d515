import { day } from './common-schemas.js'
import { instanceRow } from './instances.js'
import { operationsOf } from './operation.js'
import { about, component, list, object, text, whole } from './schema.js'

const repair = object(
  { instance: text(), parts: list(text()) },
  { number: text(), fault: text({ minLength: 0 }), startedOn: day, finishedOn: day },
)

const unitFile = component(
  'UnitFile',
  object(
    { serial: text(), repairs: list(repair), revision: whole({ minimum: 1 }) },
    {
      model: text(),
      purchasedOn: day,
      warrantyEndsOn: day,
      replacedBy: text(),
      replaces: text(),
      exchangedOn: day,
    },
  ),
)

/** Product files. */
export const unitOperations = operationsOf({
  'GET /api/units/{serial}': {
    id: 'showUnit',
    tag: 'Units',
    summary: 'Show the product file of a unit',
    description: 'With the cases about it that are open to the key, newest first, at most 100.',
    mayAsk: 'Staff and admins.',
    path: { serial: about(text(), 'Serial number.') },
    answers: {
      200: {
        description: 'The file, absent where nothing was written yet, and the cases.',
        schema: object({ serial: text(), cases: list(instanceRow) }, { file: unitFile }),
      },
    },
    problems: ['unknown-unit', 'forbidden'],
  },
})
