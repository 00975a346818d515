import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useNames } from '../../../api/people.js'
import { useAddress } from '../../../parts/use-address.js'
import { useProblemText } from '../../../parts/problem-notice.js'
import {
  addressToSave,
  isShown,
  searchOf,
  useChangeViews,
  type SavedView,
  type ViewWish,
} from './use-saved-views.js'

/** A view, with all that may be done to it by its reader. */
export function SavedViewLine({ view, close }: { readonly view: SavedView; readonly close: () => void }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const { person, role } = useNames()
  const { mutate, error, isPending } = useChangeViews()
  const [isRenaming, setRenaming] = useState(false)
  const { id, name } = view
  return (
    <li className="saved-line">
      {isRenaming ? (
        <Rename
          name={name}
          rename={(next) => {
            setRenaming(false)
            if (next !== name) mutate({ do: 'change', id, body: { name: next } })
          }}
        />
      ) : (
        <Link to={{ search: searchOf(view) }} onClick={close}>
          {name}
        </Link>
      )}
      <span className="soft">
        {view.owner !== undefined && t('views.by', { name: person(view.owner) })}{' '}
        {view.role !== undefined && t('views.sharedWith', { role: role(view.role) })}
      </span>
      <ViewActs view={view} isBusy={isPending || isRenaming} rename={() => setRenaming(true)} wish={mutate} />
      {error && (
        <span role="alert" className="saved-wrong">
          {text(error)}
        </span>
      )}
    </li>
  )
}

/** What its reader may do to it: begin with it, and where it is theirs, anything. */
function ViewActs({
  view,
  isBusy,
  rename,
  wish,
}: {
  readonly view: SavedView
  readonly isBusy: boolean
  readonly rename: () => void
  readonly wish: (wish: ViewWish) => void
}) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const { id, first, changeable } = view
  const change = (body: Extract<ViewWish, { do: 'change' }>['body']) => wish({ do: 'change', id, body })
  return (
    <span className="saved-acts">
      <Button size="small" aria-pressed={first} disabled={isBusy} onClick={() => change({ first: !first })}>
        {t('views.first')}
      </Button>
      {changeable && !isShown(view, values) && (
        <Button size="small" disabled={isBusy} onClick={() => change({ address: addressToSave(values) })}>
          {t('views.replace')}
        </Button>
      )}
      {changeable && (
        <>
          <Button size="small" disabled={isBusy} onClick={rename}>
            {t('views.rename')}
          </Button>
          <Button size="small" danger disabled={isBusy} onClick={() => wish({ do: 'remove', id })}>
            {t('views.remove')}
          </Button>
        </>
      )}
    </span>
  )
}

function Rename({ name, rename }: { readonly name: string; readonly rename: (name: string) => void }) {
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
    </form>
  )
}
