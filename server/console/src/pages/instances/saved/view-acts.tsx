import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../../../parts/use-address.js'
import { isShown, namesPeople, type SavedView, type ViewWish } from './use-saved-views.js'
import { addressToSave } from '../instance-views.js'

/** What its reader may do to a view: begin with it, and where it is theirs, anything. */
export function ViewActs({
  view,
  isBusy,
  ask,
  wish,
}: {
  readonly view: SavedView
  readonly isBusy: boolean
  /** For what needs another word first. */
  readonly ask: (what: 'rename' | 'remove') => void
  readonly wish: (wish: ViewWish) => void
}) {
  const { t } = useTranslation()
  const { values } = useAddress()
  const { id, first, changeable, role } = view
  const change = (body: Extract<ViewWish, { do: 'change' }>['body']) => wish({ do: 'change', id, body })
  const isOther = changeable && !isShown(view, values)
  return (
    <span className="saved-acts">
      <Button size="small" aria-pressed={first} disabled={isBusy} onClick={() => change({ first: !first })}>
        {t('views.first')}
      </Button>
      {isOther && (
        <Button size="small" disabled={isBusy} onClick={() => change({ address: addressToSave(values) })}>
          {t('views.replace')}
        </Button>
      )}
      {changeable && (
        <>
          <Button size="small" disabled={isBusy} onClick={() => ask('rename')}>
            {t('views.rename')}
          </Button>
          <Button size="small" danger disabled={isBusy} onClick={() => ask('remove')}>
            {t('views.remove')}
          </Button>
        </>
      )}
      {isOther && role !== undefined && namesPeople(values) && (
        <span className="saved-told">{t('views.sharesSearch')}</span>
      )}
    </span>
  )
}
