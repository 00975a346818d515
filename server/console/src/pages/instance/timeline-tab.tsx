import { Button, Skeleton, Switch } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import type { Instance } from '../../api/queries.js'
import { useTrail } from '../../api/use-trail.js'
import { useLanguage } from '../../i18n/use-local-text.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { daysOf, stepsOf } from './timeline-days.js'
import { TimelineEntry } from './timeline-entry.js'

/** How many steps are shown at first, and with every further touch. */
const shownAtOnce = 40

const rowOf = (hash: string): string | undefined => /^#row-(\d+)$/.exec(hash)?.[1]

/** What has happened, the newest first, by day; what one act or timer did stands together, operators' acts stand out. */
export function TimelineTab({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { hash } = useLocation()
  const [isWhole, setWhole] = useState(false)
  const [most, setMost] = useState(shownAtOnce)
  const { data, error, refetch } = useTrail(instance.id)
  const linked = rowOf(hash)
  const isRead = data !== undefined
  useEffect(() => {
    if (isRead && linked !== undefined) document.getElementById(`row-${linked}`)?.scrollIntoView()
  }, [isRead, linked])
  if (!data)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 10 }} />
    )
  const steps = stepsOf(data)
  // A row that was linked to is there, however long ago it was.
  const behind = steps.filter(({ head }) => linked !== undefined && head.seq >= Number(linked)).length
  const count = Math.max(most, behind + 1)
  const days = daysOf(steps.slice(-count), { isWhole, language })
  return (
    <>
      <div className="timeline-tools">
        <label>
          <Switch size="small" checked={isWhole} onChange={setWhole} /> {t('instance.details')}
        </label>
      </div>
      <div className="panel section timeline">
        {days.map(({ day, steps: ofDay }) => (
          <section key={day}>
            <h3>{day}</h3>
            <ol>
              {ofDay.map((step) => (
                <TimelineEntry key={step.head.seq} step={step} instance={instance} linked={linked} />
              ))}
            </ol>
          </section>
        ))}
        {steps.length > count && (
          <Button onClick={() => setMost(count + shownAtOnce)}>{t('instance.older')}</Button>
        )}
      </div>
    </>
  )
}
