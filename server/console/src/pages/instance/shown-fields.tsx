import { useLanguage, useLocalText } from '../../i18n/use-local-text.js'
import type { AcceptedEvent } from '../../api/queries.js'
import { DataValue } from './data-value.js'
import type { FieldDefinition } from './field-definition.js'
import './shown-fields.css'

type Shown = NonNullable<AcceptedEvent['shows']>[number]

interface Line {
  readonly field: string
  readonly value: unknown
  readonly definition: FieldDefinition
  /** In yuan, where it is one. */
  readonly amount: number | undefined
}

/** What one has to know to decide on an event, line by line; amounts stand under each other, their sum below a rule. */
export function ShownFields({ shows = [] }: { readonly shows: AcceptedEvent['shows'] }) {
  const language = useLanguage()
  const local = useLocalText()
  if (shows.length === 0) return null
  const lines = shows.map((shown): Line => ({ ...shown, amount: amountOf(shown) }))
  const sum = sumAtTheEnd(lines.map(({ amount }) => amount))
  return (
    <dl className="shown">
      {lines.map(({ field, value, definition, amount }, index) => (
        <div key={field} className={index === sum ? 'shown-line is-sum' : 'shown-line'}>
          <dt>{local(definition.label, field)}</dt>
          <dd className={amount === undefined ? '' : 'shown-amount'}>
            {amount === undefined ? (
              <DataValue value={value} definition={definition} />
            ) : (
              new Intl.NumberFormat(language, yuan).format(amount)
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const amountOf = ({ value, definition }: Shown): number | undefined =>
  definition['type'] === 'money' && typeof value === 'number' ? value : undefined

const yuan = { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' } as const

/** The place of the last amount where it is what those before it make together, or the only one. */
function sumAtTheEnd(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.flatMap((amount, index) => (amount === undefined ? [] : [{ amount, index }]))
  const last = known.at(-1)
  const others = known.slice(0, -1).reduce((total, { amount }) => total + Math.round(amount * 100), 0)
  return last && (known.length === 1 || others === Math.round(last.amount * 100)) ? last.index : undefined
}
