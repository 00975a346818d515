import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField, Field } from '../../../actions/field.js'
import { SideSheet } from '../../../actions/side-sheet.js'
import { useNames } from '../../../api/people.js'
import { useMay } from '../../../api/session.js'
import { useAddress } from '../../../parts/use-address.js'
import { useProblemText } from '../../../parts/problem-notice.js'
import { SavedViewLine } from './saved-view-line.js'
import { namesPeople, useChangeViews, useSavedViews } from './use-saved-views.js'
import { addressToSave } from '../instance-views.js'

/** Saves what the list shows now under a name, and puts the views in order that are there. */
export function ViewsSheet({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const { views } = useSavedViews()
  return (
    <SideSheet title={t('views.title')} close={close}>
      <NewView />
      {views.length > 0 && (
        <section className="saved-list">
          <h3>{t('views.there')}</h3>
          <ul>
            {views.map((view) => (
              <SavedViewLine key={view.id} view={view} close={close} />
            ))}
          </ul>
        </section>
      )}
    </SideSheet>
  )
}

const longestName = 80

function NewView() {
  const { t } = useTranslation()
  const text = useProblemText()
  const { values } = useAddress()
  const [name, setName] = useState('')
  const [sharedWith, setSharedWith] = useState<string | undefined>()
  const change = useChangeViews()
  const save = () => {
    const body = {
      ...{ name: name.trim(), address: addressToSave(values) },
      ...(sharedWith !== undefined && { role: sharedWith }),
    }
    const onSuccess = () => {
      setName('')
      setSharedWith(undefined)
    }
    change.mutate({ do: 'save', body }, { onSuccess })
  }
  return (
    <form
      className="saved-new"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field
        label={t('views.name')}
        help={t('views.nameHelp')}
        wrong={change.error ? text(change.error) : undefined}
      >
        {(input) => (
          <input
            {...input}
            required
            maxLength={longestName}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Sharing sharedWith={sharedWith} share={setSharedWith} />
      <div>
        <Button type="primary" htmlType="submit" disabled={name.trim() === ''} loading={change.isPending}>
          {t('views.save')}
        </Button>
      </div>
    </form>
  )
}

/** Whom else a view is for, where its reader may share any. */
function Sharing({
  sharedWith,
  share,
}: {
  readonly sharedWith: string | undefined
  readonly share: (role: string | undefined) => void
}) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const may = useMay()
  const { roles } = useNames()
  if (!may('share-views')) return null
  return (
    <ChoiceField
      label={t('views.share')}
      help={sharedWith !== undefined && namesPeople(values) ? t('views.sharesSearch') : undefined}
      value={sharedWith}
      choose={share}
      none={t('views.onlyMe')}
      choices={roles}
    />
  )
}
