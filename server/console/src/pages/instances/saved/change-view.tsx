import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNames } from '../../../api/people.js'
import type { SavedView } from './use-saved-views.js'

/** Another name for a view. */
export function RenameView({
  name,
  rename,
  leave,
}: {
  readonly name: string
  readonly rename: (name: string) => void
  readonly leave: () => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState(name)
  return (
    <form
      className="saved-rename"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') rename(text.trim())
      }}
    >
      <input
        autoFocus
        aria-label={t('views.name')}
        maxLength={80}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button size="small" htmlType="submit">
        {t('views.save')}
      </Button>
      <Button size="small" type="text" onClick={leave}>
        {t('views.leave')}
      </Button>
    </form>
  )
}

/** Asks before a view goes, and says who else loses it. */
export function RemoveView({
  view,
  remove,
  leave,
}: {
  readonly view: SavedView
  readonly remove: () => void
  readonly leave: () => void
}) {
  const { t } = useTranslation()
  const { role } = useNames()
  return (
    <div className="saved-ask" role="group" aria-label={t('views.removeAsk', { name: view.name })}>
      <p>
        {t('views.removeAsk', { name: view.name })}{' '}
        {view.role !== undefined && t('views.removeShared', { role: role(view.role) })}
      </p>
      <span className="saved-acts">
        <Button size="small" danger onClick={remove}>
          {t('views.remove')}
        </Button>
        <Button size="small" type="text" autoFocus onClick={leave}>
          {t('views.leave')}
        </Button>
      </span>
    </div>
  )
}
