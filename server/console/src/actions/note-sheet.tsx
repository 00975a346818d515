import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../api/api-context.js'
import type { Instance } from '../api/queries.js'
import { Field } from './field.js'
import { Refused } from './refused.js'
import { SideSheet } from './side-sheet.js'
import { useOnce } from './use-once.js'

/** Adds a note to the history of a case. */
export function NoteSheet({
  instance: { id },
  close,
}: {
  readonly instance: Instance
  readonly close: () => void
}) {
  const { t } = useTranslation()
  const api = useApi()
  const [text, setText] = useState('')
  const { submit, changed, error, isBusy } = useOnce(
    id,
    (idempotencyKey) => api.addNote({ id, body: { text: text.trim() } }, { idempotencyKey }),
    close,
  )
  return (
    <SideSheet title={t('actions.note')} close={close}>
      <Field label={t('actions.noteText')} help={t('actions.noteHelp')}>
        {(input) => (
          <textarea
            {...input}
            required
            value={text}
            onChange={({ target }) => {
              setText(target.value)
              changed()
            }}
          />
        )}
      </Field>
      {error && <Refused error={error} />}
      <div className="sheet-foot">
        <Button type="primary" disabled={text.trim() === ''} loading={isBusy} onClick={() => void submit()}>
          {t('actions.note')}
        </Button>
      </div>
    </SideSheet>
  )
}
