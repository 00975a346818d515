import { useTranslation } from 'react-i18next'
import { useTrail } from '../../api/use-trail.js'
import { Moment } from '../moment.js'
import { visitsOf } from './visits-of.js'

/** When a case came into a state and left it, each time; nothing where the reader may not read its history. */
export function StateVisits({ instance, path }: { readonly instance: string; readonly path: string }) {
  const { t } = useTranslation()
  const { data } = useTrail(instance)
  if (!data) return null
  const visits = visitsOf(data, path)
  return (
    <section>
      <h3>{t('diagram.visits')}</h3>
      {visits.length === 0 && <p className="soft">{t('diagram.never')}</p>}
      <ol className="state-lines-plain">
        {visits.map(({ visit, entered, left }) => (
          <li key={visit}>
            {t('diagram.entered')} <Moment at={entered} />{' '}
            {left === undefined ? (
              <strong>{t('diagram.stillHere')}</strong>
            ) : (
              <>
                {t('diagram.left')} <Moment at={left} />
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
