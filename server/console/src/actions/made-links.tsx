import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '../../../client/index.js'
import { useNames } from '../api/people.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { Moment } from '../parts/moment.js'
import { useNow } from '../parts/use-now.js'
import { Refused } from './refused.js'
import type { useCustomerLinks } from './use-customer-links.js'
import './made-links.css'

type Links = AnswerOf<'listCustomerLinks'>

/** Links that were made before, and ending those that are good. */
export function MadeLinks({
  links: { items, roles },
  revoke,
}: {
  readonly links: Links
  readonly revoke: ReturnType<typeof useCustomerLinks>['revoke']
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { person } = useNames()
  const now = useNow()
  const [isSure, setSure] = useState(false)
  const isGood = (one: Links['items'][number]): boolean =>
    one.revokedAt === undefined && Date.parse(one.expiresAt) > now
  const end = (): void => {
    if (isSure) revoke.mutate()
    setSure(!isSure)
  }
  return (
    <>
      <h3>{t('links.before')}</h3>
      {items.length === 0 && <p className="soft">{t('links.none')}</p>}
      <ul className="made-links">
        {items.map((one) => (
          <li key={one.id}>
            {t('links.line', {
              role: local(roles.find(({ id }) => id === one.role)?.title, one.role),
              name: person(one.createdBy),
            })}
            <span className="soft">
              {t(isGood(one) ? 'links.until' : one.revokedAt === undefined ? 'links.over' : 'links.revoked')}{' '}
              <Moment at={one.revokedAt ?? one.expiresAt} />
            </span>
          </li>
        ))}
      </ul>
      {revoke.error && <Refused error={revoke.error} />}
      {items.some(isGood) && (
        <div className="sheet-foot">
          <Button danger loading={revoke.isPending} onClick={end}>
            {t(isSure ? 'links.revokeSure' : 'links.revoke')}
          </Button>
        </div>
      )}
    </>
  )
}
