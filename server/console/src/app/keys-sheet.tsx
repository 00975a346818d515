import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Destination } from './destinations.js'
import './keys-sheet.css'

/** Every key there is, and whether single keys act at all. */
export function KeysSheet({
  sheet,
  destinations,
  isOn,
  turn,
}: {
  readonly sheet: RefObject<HTMLDialogElement | null>
  readonly destinations: readonly Destination[]
  readonly isOn: boolean
  readonly turn: (on: boolean) => void
}) {
  const { t } = useTranslation()
  return (
    <dialog ref={sheet} className="dialog keys-sheet" aria-labelledby="keys-title">
      <h2 id="keys-title">{t('keys.title')}</h2>
      <section>
        <h3>{t('keys.everywhere')}</h3>
        <label className="keys-switch">
          <input type="checkbox" checked={isOn} onChange={({ target }) => turn(target.checked)} />
          {t('keys.on')}
        </label>
        <dl className="keys" data-off={isOn ? undefined : true}>
          {destinations.map(({ key, name }) => (
            <Line key={key} keys={['g', key]}>
              {t(`shell.to.${name}`)}
            </Line>
          ))}
          <Line keys={['/']}>{t('keys.search')}</Line>
          <Line keys={['?']}>{t('keys.help')}</Line>
        </dl>
      </section>
      <section>
        <h3>{t('keys.picture')}</h3>
        <dl className="keys">
          <Line keys={['←', '↑', '→', '↓']}>{t('keys.states')}</Line>
          <Line keys={['Home', 'End']}>{t('keys.ends')}</Line>
          <Line keys={['Enter']}>{t('keys.open')}</Line>
          <Line keys={['+', '−', '0', 'f']}>{t('keys.size')}</Line>
        </dl>
      </section>
      <form method="dialog">
        <button className="plain-button">{t('keys.close')}</button>
      </form>
    </dialog>
  )
}

function Line({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
