import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instance } from '../api/queries.js'
import { useLocalText } from '../i18n/use-local-text.js'
import { ProblemNotice } from '../parts/problem-notice.js'
import { Field } from './field.js'
import { MadeLinks } from './made-links.js'
import { Refused } from './refused.js'
import { SideSheet } from './side-sheet.js'
import { useCustomerLinks } from './use-customer-links.js'

/** How long a link may be good, in days. */
const lives = [7, 30, 90, 365] as const

const usualLife = 30

/** Makes links that open a case to its customer, and ends them. */
export function CustomerLinkSheet({
  instance,
  close,
}: {
  readonly instance: Instance
  readonly close: () => void
}) {
  const { t } = useTranslation()
  const local = useLocalText()
  const { links, make, revoke } = useCustomerLinks(instance.id)
  const [chosen, setChosen] = useState<string>()
  const [life, setLife] = useState<number>(usualLife)
  const roles = links.data?.roles ?? []
  const role = chosen ?? roles.find(({ id }) => id === 'customer')?.id ?? roles[0]?.id
  return (
    <SideSheet title={t('links.open')} close={close}>
      {links.error && <ProblemNotice error={links.error} retry={() => void links.refetch()} />}
      {links.data && role === undefined && <p>{t('links.noRole')}</p>}
      {role !== undefined && (
        <>
          <p className="soft">{t('links.lead')}</p>
          {roles.length > 1 && (
            <Field label={t('links.role')}>
              {(input) => (
                <select {...input} value={role} onChange={({ target }) => setChosen(target.value)}>
                  {roles.map(({ id, title }) => (
                    <option key={id} value={id}>
                      {local(title, id)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          <Field label={t('links.life')}>
            {(input) => (
              <select {...input} value={life} onChange={({ target }) => setLife(Number(target.value))}>
                {lives.map((days) => (
                  <option key={days} value={days}>
                    {t('links.days', { count: days })}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="sheet-foot">
            <Button type="primary" loading={make.isPending} onClick={() => make.mutate({ role, days: life })}>
              {t('links.make')}
            </Button>
          </div>
        </>
      )}
      {make.error && <Refused error={make.error} />}
      {make.data && <NewLink key={make.data.id} url={make.data.url} />}
      {links.data && role !== undefined && <MadeLinks links={links.data} revoke={revoke} />}
    </SideSheet>
  )
}

/** The address of a link, which nobody is told again. */
function NewLink({ url }: { readonly url: string }) {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  const address = new URL(url, window.location.origin).href
  return (
    <Field label={t('links.made')}>
      {(input) => (
        <>
          <input {...input} readOnly value={address} onFocus={({ target }) => target.select()} />
          <div className="sheet-foot">
            <Button onClick={() => void copy(address, input.id).then(setCopied)}>
              {isCopied ? `✓ ${t('links.copied')}` : t('links.copy')}
            </Button>
          </div>
        </>
      )}
    </Field>
  )
}

/** Copies a text; where the browser forbids that, it is marked in its input, for the keyboard. */
async function copy(text: string, input: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    document.getElementById(input)?.focus()
    return false
  }
}
