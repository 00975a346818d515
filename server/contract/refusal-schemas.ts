import { localText, values } from './common-schemas.js'
import { about, anything, component, freeObject, list, object, text, whole, word } from './schema.js'

/** An event the case accepts, with the roles that may send it. */
const accepted = list(object({ event: text(), roles: list(text()) }))

/** One reason of a refusal. */
const refusalReason = component(
  'RefusalReason',
  object(
    { code: text(), text: localText },
    {
      state: text({ minLength: 0 }),
      expression: text(),
      values,
      field: text({ minLength: 0 }),
      roles: list(text()),
      expected: text({ minLength: 0 }),
      found: text({ minLength: 0 }),
    },
  ),
)

const refusalMembers = {
  code: about(text(), 'Stable; `/docs/problems/{code}` explains it.'),
  text: localText,
  reasons: list(refusalReason),
}

/** Why an event may not happen now. */
export const refusal = component('Refusal', object(refusalMembers, { accepted }))

/** Something wrong in the text of a definition. */
export const definitionProblem = component(
  'DefinitionProblem',
  object(
    {
      code: refusalMembers.code,
      severity: word('error', 'warning'),
      message: text(),
      shown: about(text(), 'The same for people, with the line and a caret under the fault.'),
    },
    {
      file: text(),
      line: whole({ minimum: 1 }),
      column: whole({ minimum: 1 }),
      path: about(text({ minLength: 0 }), 'Keys from the top of the file to the value.'),
      expected: text({ minLength: 0 }),
      found: text({ minLength: 0 }),
      nearest: text(),
      hint: text(),
    },
  ),
)

/** An answer that is not what was asked for (RFC 9457). */
export const problem = component(
  'Problem',
  object(
    {
      type: about(text(), 'Address of the page that explains the code.'),
      title: text(),
      status: whole({ minimum: 400, maximum: 599 }),
      detail: text(),
      code: refusalMembers.code,
    },
    {
      text: about(localText, 'Of a refusal: for people.'),
      reasons: about(list(refusalReason), 'Of a refusal: every reason, the most specific first.'),
      accepted: about(accepted, 'Of a refused event: what the case accepts now.'),
      problems: about(
        list(object({ field: text({ minLength: 0 }), message: text() }, { code: text() })),
        'Of `request-invalid`: every mistake, by member or parameter; the first twenty of them.',
      ),
      moreProblems: about(
        whole({ minimum: 1 }),
        'Of `request-invalid`: mistakes beside those in `problems`.',
      ),
      definition: about(
        list(definitionProblem),
        'Of `process-invalid`: what is wrong in the text, the first hundred of it.',
      ),
      allowed: about(list(text()), 'Of `method-not-allowed`: the methods of the address.'),
      expected: text(),
      found: text(),
    },
  ),
)

/** A field an event shows to whoever may send it. */
export const shownField = component(
  'ShownField',
  object({
    field: about(text(), 'Its path: `quote.total`.'),
    value: anything,
    definition: about(freeObject, 'What it is: type and label.'),
  }),
)

/** An event of an active state, and whether it may be sent now. */
export const acceptedEvent = component(
  'AcceptedEvent',
  object(
    {
      event: text(),
      state: about(text({ minLength: 0 }), 'State whose handler takes it.'),
      visit: whole({ minimum: 0 }),
      roles: list(text()),
      answer: word('yes', 'no', 'depends'),
    },
    {
      title: localText,
      form: text(),
      formTitle: localText,
      formSchema: about(
        freeObject,
        'JSON Schema of its answers in the version the case runs on; `x-label`, `x-help`, `x-type` and `x-options` tell what people read.',
      ),
      shows: about(list(shownField), 'What one has to know to decide on it; while it may be sent.'),
      refusal,
    },
  ),
)
