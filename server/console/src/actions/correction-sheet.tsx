import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AskedOf } from '../../../client/index.js'
import { useApi } from '../api/api-context.js'
import { useProcess, type Instance } from '../api/queries.js'
import { fieldsOf, leavesOf, valueAtPath } from '../pages/instance/field-definition.js'
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
  // The inputs show the case as it was looked at: a colleague's correction is not overwritten unseen.
  const [seen, setSeen] = useState(instance)
  const { id, revision } = seen
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
        instance={seen}
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
      {instance.revision !== revision && !isBusy && (
        <LookAgain
          press={() => {
            setSeen(instance)
            setChanges(changesFor(changes, { seen, now: instance }))
            changed()
          }}
        />
      )}
      {error && <Refused error={error} />}
      <Foot isReady={body.reason !== '' && isSendable(changes)} isBusy={isBusy} press={() => void submit()} />
    </SideSheet>
  )
}

/** The case is another by now than the one that was looked at. */
function LookAgain({ press }: { readonly press: () => void }) {
  const { t } = useTranslation()
  return (
    <div role="status">
      <p>{t('event.changed')}</p>
      <Button onClick={press}>{t('actions.lookAgain')}</Button>
    </div>
  )
}

function Foot({
  isReady,
  isBusy,
  press,
}: {
  readonly isReady: boolean
  readonly isBusy: boolean
  readonly press: () => void
}) {
  const { t } = useTranslation()
  return (
    <div className="sheet-foot">
      <Button type="primary" disabled={!isReady} loading={isBusy} onClick={press}>
        {t('actions.correct')}
      </Button>
    </div>
  )
}

/** What was entered stays, but where a colleague has meanwhile given the field another value: that one is shown. */
function changesFor(
  changes: Changes,
  { seen, now }: { readonly seen: Instance; readonly now: Instance },
): Changes {
  return Object.fromEntries(
    Object.entries(changes).map(([path, entered]) => {
      const [before, after] = [valueAtPath(seen.data, path), valueAtPath(now.data, path)]
      return [path, JSON.stringify(before) === JSON.stringify(after) ? entered : (after ?? null)]
    }),
  )
}
