import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AskedOf } from '../../../client/index.js'
import { useApi } from '../api/api-context.js'
import { useProcess, type Instance } from '../api/queries.js'
import { fieldsOf, leavesOf } from '../pages/instance/field-definition.js'
import { ChangesFields, isSendable, type Changes } from './changes-fields.js'
import { ReasonField } from './reason-field.js'
import { Refused } from './refused.js'
import { SideSheet } from './side-sheet.js'
import { useOnce } from './use-once.js'

/** Corrects the fields of a case that its procedure lets be corrected, with the reason. */
export function CorrectionSheet({
  instance,
  fields,
  close,
}: {
  readonly instance: Instance
  /** Names of fields, or dotted paths below them. */
  readonly fields: readonly string[]
  readonly close: () => void
}) {
  const { t } = useTranslation()
  const api = useApi()
  const { data: process } = useProcess(instance)
  const [changes, setChanges] = useState<Changes>({})
  const [reason, setReason] = useState('')
  const { id, revision } = instance
  // What the inputs give is JSON; one that is written wrongly cannot be sent.
  const body = { changes, reason: reason.trim() } as AskedOf<'correctData'>['body']
  const { submit, changed, error, isBusy } = useOnce(
    id,
    (idempotencyKey) => api.correctData({ id, body }, { idempotencyKey, ifRevision: revision }),
    close,
  )
  const open = leavesOf(fieldsOf(process)).filter(({ path }) =>
    fields.some((one) => path === one || path.startsWith(`${one}.`)),
  )
  return (
    <SideSheet title={t('actions.correct')} close={close}>
      <p className="soft">{t('actions.correctHelp')}</p>
      <ChangesFields
        instance={instance}
        fields={open}
        changes={changes}
        set={(next) => {
          setChanges(next)
          changed()
        }}
      />
      <ReasonField
        value={reason}
        change={(next) => {
          setReason(next)
          changed()
        }}
      />
      {error && <Refused error={error} />}
      <div className="sheet-foot">
        <Button
          type="primary"
          disabled={body.reason === '' || !isSendable(changes)}
          loading={isBusy}
          onClick={() => void submit()}
        >
          {t('actions.correct')}
        </Button>
      </div>
    </SideSheet>
  )
}
