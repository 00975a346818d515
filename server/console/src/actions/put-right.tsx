import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProcess, type Instance } from '../api/queries.js'
import { useMay, useSession } from '../api/session.js'
import { ActionSheet } from './action-sheet.js'
import { CorrectionSheet } from './correction-sheet.js'
import { CustomerLinkSheet } from './customer-link-sheet.js'
import { NoteSheet } from './note-sheet.js'
import { caseActions, permissionOf, suits, type ActionName } from './operator-actions.js'
import { SideSheet } from './side-sheet.js'

type Open = ActionName | 'note' | 'correct' | 'links' | 'list' | undefined

/** What the reader may add to a case or put right in it; nothing where that is nothing. */
export function PutRight({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation()
  const may = useMay()
  const { actor } = useSession()
  const [open, setOpen] = useState<Open>()
  const { data: process } = useProcess(instance)
  const close = (): void => setOpen(undefined)
  if (instance.data === undefined || instance.replayed) return null
  const actions = caseActions.filter((one) => may(permissionOf(one)) && suits(one, instance))
  const { fields = [], roles = [] } = process?.editable ?? {}
  const mayCorrect =
    instance.status === 'active' && fields.length > 0 && roles.some((role) => actor.roles.includes(role))
  return (
    <>
      <span className="put-right">
        {may('note') && <Button onClick={() => setOpen('note')}>{t('actions.note')}</Button>}
        {mayCorrect && <Button onClick={() => setOpen('correct')}>{t('actions.correct')}</Button>}
        {may('customer-links') && <Button onClick={() => setOpen('links')}>{t('links.open')}</Button>}
        {actions.length > 0 && <Button onClick={() => setOpen('list')}>{t('actions.open')}</Button>}
      </span>
      {open === 'note' && <NoteSheet instance={instance} close={close} />}
      {open === 'correct' && <CorrectionSheet {...{ instance, fields, close }} />}
      {open === 'links' && <CustomerLinkSheet instance={instance} close={close} />}
      {open === 'list' && <ActionList actions={actions} choose={setOpen} close={close} />}
      {open !== undefined && open !== 'list' && open !== 'note' && open !== 'correct' && open !== 'links' && (
        <ActionSheet action={open} instance={instance} close={close} />
      )}
    </>
  )
}

function ActionList({
  actions,
  choose,
  close,
}: {
  readonly actions: readonly ActionName[]
  readonly choose: (action: ActionName) => void
  readonly close: () => void
}) {
  const { t } = useTranslation()
  return (
    <SideSheet title={t('actions.open')} close={close}>
      <p className="soft">{t('actions.lead')}</p>
      <ul className="action-list">
        {actions.map((action) => (
          <li key={action}>
            <button type="button" data-action={action} onClick={() => choose(action)}>
              <strong>{t(`actions.name.${action}`)}</strong>
              <span className="soft">{t(`actions.about.${action}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </SideSheet>
  )
}
