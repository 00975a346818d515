import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Instance } from '../api/queries.js'
import { useTell } from '../app/toasts.js'
import { ActionEffect, type Effect } from './action-effect.js'
import { ActionFields } from './action-fields.js'
import { isSendable } from './changes-fields.js'
import { isWhole, type ActionName, type Wish, type WishParts } from './operator-actions.js'
import { ReasonField } from './reason-field.js'
import { Refused } from './refused.js'
import { SideSheet } from './side-sheet.js'
import { useAct } from './use-act.js'

/** What cannot be taken back by another action. */
const isGrave = (action: ActionName): boolean => action === 'cancel' || action === 'merge'

/** One action of an operator: what it takes and why, then its effect in words, then it is done. */
export function ActionSheet({
  action,
  instance,
  given = {},
  close,
}: {
  readonly action: ActionName
  readonly instance: Instance
  /** What is settled by where the sheet was opened. */
  readonly given?: WishParts
  readonly close: () => void
}) {
  const { t } = useTranslation()
  const tell = useTell()
  const [parts, setParts] = useState<WishParts>(given)
  const [written, setReason] = useState('')
  const name = t(`actions.name.${action}`)
  const { acting, preview, act, reset } = useAct(instance, () => {
    tell.success(t('actions.done', { what: name }))
    close()
  })
  const reason = written.trim()
  const { effect, error, isChanged = false, isBusy = false } = acting
  const wish = { ...parts, action, reason } as Wish
  const { changes } = parts
  const isReady = reason !== '' && isWhole(action, parts) && (!changes || isSendable(changes))
  return (
    <SideSheet title={name} close={close}>
      <p className="soft">{t(`actions.about.${action}`)}</p>
      {effect ? (
        <Told {...{ effect, instance, reason, isChanged }} />
      ) : (
        <>
          <ActionFields {...{ action, instance, parts }} set={setParts} />
          <ReasonField value={written} change={setReason} />
        </>
      )}
      {error && <Refused error={error} />}
      <div className="sheet-foot">
        {effect ? (
          <>
            <Button type="primary" danger={isGrave(action)} loading={isBusy} onClick={() => void act(wish)}>
              {name}
            </Button>
            <Button onClick={reset}>{t('actions.change')}</Button>
          </>
        ) : (
          <Button type="primary" disabled={!isReady} loading={isBusy} onClick={() => void preview(wish)}>
            {t('actions.preview')}
          </Button>
        )}
      </div>
    </SideSheet>
  )
}

/** The effect and the reason, to be read before it is done. */
function Told({
  effect,
  instance,
  reason,
  isChanged,
}: {
  readonly effect: Effect
  readonly instance: Instance
  readonly reason: string
  readonly isChanged: boolean
}) {
  const { t } = useTranslation()
  return (
    <>
      {isChanged && (
        <p role="status" className="meanwhile">
          {t('actions.meanwhile')}
        </p>
      )}
      <h3>{t('effect.title')}</h3>
      <ActionEffect effect={effect} instance={instance} />
      <p>
        <span className="soft">{t('actions.reason')}</span> <q>{reason}</q>
      </p>
    </>
  )
}
