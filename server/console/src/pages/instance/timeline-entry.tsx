import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useNames } from '../../api/people.js'
import type { Instance, Trail } from '../../api/queries.js'
import { useLanguage } from '../../i18n/use-local-text.js'
import { Mark } from '../../parts/mark.js'
import { RowChanges } from './row-changes.js'
import type { TrailStep } from './timeline-days.js'
import { useRowWords, weightOf } from './use-row-words.js'

type Row = Trail[number]
type Body = Readonly<Record<string, unknown>>

/** One step of the history: when, what, by whom, and what followed from it. */
export function TimelineEntry({
  step: { head, rows },
  instance,
  linked,
}: {
  readonly step: TrailStep
  readonly instance: Instance
  /** The row the address leads to. */
  readonly linked: string | undefined
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { person } = useNames()
  const isLinked = [head, ...rows].some(({ seq }) => String(seq) === linked)
  const kinds = ['entry', ...(head.operator === undefined ? [] : ['entry-operator'])]
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
  return (
    <li
      id={`row-${head.seq}`}
      className={kinds.join(' ')}
      {...(isLinked && { 'aria-current': 'location' as const })}
    >
      <Link
        to={{ search: 'tab=timeline', hash: `row-${head.seq}` }}
        className="entry-time"
        title={t('history.link')}
      >
        <time dateTime={head.at}>{time.format(new Date(head.at))}</time>
      </Link>
      <div className="entry-what">
        <Fact row={head} instance={instance} />
        {rows.length > 0 && (
          <ul className="entry-more">
            {rows.map((row) => (
              <li key={row.seq} id={`row-${row.seq}`}>
                <Fact row={row} instance={instance} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="soft entry-who">
        {head.operator !== undefined && <Mark kind="wait">✋ {t('instance.operator')}</Mark>}{' '}
        {head.actor === undefined
          ? t('instance.engine')
          : head.actor.startsWith('case:')
            ? t('history.otherCase')
            : person(head.actor)}
        {head.via !== undefined && ` (${head.via})`}
      </span>
    </li>
  )
}

function Fact({ row, instance }: { readonly row: Row; readonly instance: Instance }) {
  const words = useRowWords()
  const body = row.body as Body
  const { changes } = body
  const texts = [body['text'], body['reason']].filter((one): one is string => typeof one === 'string')
  return (
    <div className={`entry-${weightOf(row.type)}`}>
      {typeof changes === 'object' && changes !== null ? (
        <RowChanges words={words(row)} changes={changes} instance={instance} />
      ) : (
        words(row)
      )}
      {texts.map((one) => (
        <q key={one}>{one}</q>
      ))}
    </div>
  )
}
