import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

/** The ways to the pages beside this one. */
export function PageLinks({
  next,
  prev,
  go,
}: {
  readonly next: string | undefined
  readonly prev: string | undefined
  readonly go: (to: { readonly cursor?: string; readonly before?: string }) => void
}) {
  const { t } = useTranslation()
  if (next === undefined && prev === undefined) return null
  return (
    <nav className="page-links" aria-label={t('pages.name')}>
      <Button disabled={prev === undefined} onClick={() => prev !== undefined && go({ before: prev })}>
        {t('pages.before')}
      </Button>
      <Button disabled={next === undefined} onClick={() => next !== undefined && go({ cursor: next })}>
        {t('pages.next')}
      </Button>
    </nav>
  )
}
