import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { ProblemError } from '../../../../client/index.js'
import { useLocalText } from '../../i18n/use-local-text.js'
import { Notice } from '../../parts/notice.js'
import { ProblemNotice } from '../../parts/problem-notice.js'
import { LanguageLinks } from '../sign-in/language-links.js'
import { CustomerCaseView } from './customer-case.js'
import { useCustomerCase } from './customer-query.js'
import '../../parts/list.css'
import './customer-page.css'

/** A case for its customer, who has a link and nothing else: nobody is signed in here, and nothing else is asked for. */
export function CustomerPage() {
  const { t } = useTranslation()
  const local = useLocalText()
  const { token = '' } = useParams()
  const { data } = useCustomerCase(token)
  const title = data ? local(data.title) : t('customer.title')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="customer">
      <header className="customer-head">
        <span>{t('customer.title')}</span>
        <LanguageLinks />
      </header>
      <main>
        <Shown token={token} />
      </main>
    </div>
  )
}

function Shown({ token }: { readonly token: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useCustomerCase(token)
  // Forged, over and revoked are one answer; what it showed before goes from the screen too.
  if (error instanceof ProblemError && error.status === 404)
    return (
      <Notice isPage kind="gone" title={t('customer.gone')}>
        <p>{t('customer.goneText')}</p>
      </Notice>
    )
  if (data)
    return (
      <>
        {error && (
          <p className="customer-stale" role="status">
            {t('customer.stale')}
          </p>
        )}
        <CustomerCaseView token={token} shown={data} />
      </>
    )
  if (error) return <ProblemNotice isPage error={error} retry={() => void refetch()} />
  return (
    <p className="customer-wait soft" role="status">
      {t('shell.wait')}
    </p>
  )
}
