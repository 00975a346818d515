import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { useProcess } from '../../api/queries.js'
import { useVersionText } from '../../api/version-text.js'
import type { ShownProcess } from './process-page.js'

/** Where each rule of the current version comes from, in the order of its text, and that text. */
export function RulesTab(shown: ShownProcess) {
  const { t } = useTranslation()
  const { data: process } = useProcess(shown)
  const { data, error, refetch } = useVersionText(shown.process, process?.hash)
  if (data === undefined)
    return error ? (
      <ProblemNotice error={error} retry={() => void refetch()} />
    ) : (
      <Skeleton active className="panel list-wait" paragraph={{ rows: 8 }} />
    )
  const { text, rules } = data
  return (
    <>
      {rules.length === 0 && <Notice kind="empty" title={t('processes.noSources')} />}
      {rules.length > 0 && (
        <dl className="panel rules">
          {rules.map(({ path, sources }, index) => (
            <div key={index}>
              <dt>
                <code>{path.join(' › ')}</code>
              </dt>
              <dd>{sources.join(' · ')}</dd>
            </div>
          ))}
        </dl>
      )}
      <details className="panel process-text">
        <summary>{t('processes.text')}</summary>
        <pre className="changed-lines" tabIndex={0} role="region" aria-label={t('processes.text')}>
          {text}
        </pre>
      </details>
    </>
  )
}
