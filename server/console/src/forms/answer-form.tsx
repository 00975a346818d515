// The door of the package also opens its tests, which want a validator that makes code.
import Form, { type IChangeEvent } from '@rjsf/core/lib/components/Form.js'
import { TranslatableString } from '@rjsf/utils'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/use-local-text.js'
import { AttachmentInput } from './attachment-input.js'
import { LineInput, LinesInput, MoneyInput, OptionsInput, SelectInput } from './form-inputs.js'
import { shownForm, type AnswerSchema } from './form-schema.js'
import {
  AnswerTemplate,
  MistakesTemplate,
  PartsTemplate,
  RowsTemplate,
  RowTemplate,
} from './form-templates.js'
import { PersonInput } from './person-input.js'
import { SignatureInput } from './signature-input.js'
import { createFormValidator, type Mistake } from './form-validator.js'
import { withoutEmptyParts } from './given-answers.js'
import { KnownProvider } from './known-context.js'
import { RefusedProvider } from './refused-context.js'
import './answer-form.css'

/** Answers to a form, by field. */
export type Answers = Readonly<Record<string, unknown>>

const templates = {
  BaseInputTemplate: LineInput,
  FieldTemplate: AnswerTemplate,
  ObjectFieldTemplate: PartsTemplate,
  ArrayFieldTemplate: RowsTemplate,
  ArrayFieldItemTemplate: RowTemplate,
  FieldErrorTemplate: MistakesTemplate,
}

const widgets = {
  TextareaWidget: LinesInput,
  SelectWidget: SelectInput,
  RadioWidget: OptionsInput,
  CheckboxWidget: OptionsInput,
  attachment: AttachmentInput,
  money: MoneyInput,
  person: PersonInput,
  options: OptionsInput,
  signature: SignatureInput,
  select: SelectInput,
  textarea: LinesInput,
}

const none: ReadonlySet<string> = new Set()

/** Nobody's choice is made for them, and nothing is sent that nobody entered. */
const nothingPreselected = {
  constAsDefaults: 'never',
  emptyObjectFields: 'skipDefaults',
  arrayMinItems: { populate: 'never' },
} as const

/**
 * A form made of a JSON Schema, checked here as far as it can be. `refused` are mistakes the server found, told beside
 * their answers; `send` gets the answers without what was left empty.
 */
export function AnswerForm({
  schema,
  answers,
  change,
  refused,
  known = none,
  send,
  children,
}: {
  readonly schema: AnswerSchema
  readonly answers: Answers
  /** Called with the id of the input as well: `root_quote_total`. */
  readonly change: (answers: Answers, input: string | undefined) => void
  readonly refused: ReadonlyMap<string, readonly string[]>
  /** Ids of inputs that say what the case knew before. */
  readonly known?: ReadonlySet<string>
  readonly send: (answers: Answers) => void
  readonly children: ReactNode
}) {
  const language = useLanguage()
  const words = useMistakeWords()
  const { t } = useTranslation()
  // Nobody is told of mistakes before trying; afterwards they go as they are mended.
  const [isTried, setTried] = useState(false)
  const shown = useMemo(() => shownForm(schema, language), [schema, language])
  const validator = useMemo(() => createFormValidator(words), [words])
  return (
    <RefusedProvider value={refused}>
      <KnownProvider value={known}>
        <Form
          className="answer-form"
          schema={shown.schema}
          uiSchema={shown.looks}
          validator={validator}
          templates={templates}
          widgets={widgets}
          formData={answers}
          noHtml5Validate
          focusOnFirstError
          omitExtraData
          showErrorList={false}
          liveValidate={isTried ? 'onChange' : false}
          experimental_defaultFormStateBehavior={nothingPreselected}
          translateString={(text) =>
            text === TranslatableString.YesLabel
              ? t('instance.yes')
              : text === TranslatableString.NoLabel
                ? t('instance.no')
                : text
          }
          onChange={({ formData }: IChangeEvent<Answers>, input) => change(formData ?? {}, input)}
          onError={() => setTried(true)}
          onSubmit={({ formData }: IChangeEvent<Answers>) =>
            send((withoutEmptyParts(schema, formData ?? {}) ?? {}) as Answers)
          }
        >
          {children}
        </Form>
      </KnownProvider>
    </RefusedProvider>
  )
}

/** Mistakes in the reader's language. */
function useMistakeWords(): (mistake: Mistake) => string {
  const { t } = useTranslation()
  return useMemo(() => {
    return ({ keyword, limit }) => {
      const known = told.find((one) => one === keyword)
      const count = typeof limit === 'number' ? limit : undefined
      if (known === 'minLength' && (count ?? 1) <= 1) return t('form.wrong.required')
      if (known === undefined || (withLimit.has(known) && count === undefined)) return t('form.wrong.other')
      return t(`form.wrong.${known}`, { limit: count ?? '' })
    }
  }, [t])
}

const told = [
  'required',
  'type',
  'format',
  'pattern',
  'enum',
  'oneOf',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
] as const

const withLimit = new Set<string>([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
])
