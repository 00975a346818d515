import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useNames } from '../../../api/people.js'
import { useProblemText } from '../../../parts/problem-notice.js'
import { RemoveView, RenameView } from './change-view.js'
import { searchOf, useChangeViews, type SavedView } from './use-saved-views.js'
import { ViewActs } from './view-acts.js'

/** A view, with all that may be done to it by its reader. */
export function SavedViewLine({ view, close }: { readonly view: SavedView; readonly close: () => void }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const { person, role } = useNames()
  const { mutate, error, isPending } = useChangeViews()
  const [asked, ask] = useState<'rename' | 'remove' | undefined>()
  const { id, name } = view
  const leave = () => ask(undefined)
  return (
    <li className="saved-line">
      {asked === 'rename' ? (
        <RenameView
          name={name}
          rename={(next) => {
            leave()
            if (next !== name) mutate({ do: 'change', id, body: { name: next } })
          }}
          leave={leave}
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
      {asked === 'remove' ? (
        <RemoveView
          view={view}
          remove={() => {
            leave()
            mutate({ do: 'remove', id })
          }}
          leave={leave}
        />
      ) : (
        <ViewActs view={view} isBusy={isPending || asked !== undefined} ask={ask} wish={mutate} />
      )}
      {error && (
        <span role="alert" className="saved-wrong">
          {text(error)}
        </span>
      )}
    </li>
  )
}
