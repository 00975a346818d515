import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDestinations } from './destinations.js'

/** Keys that lead around: `g` and a letter to a page, `/` to the search, `?` to the list of keys. */
export function KeyboardJumps() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const destinations = useDestinations()
  const help = useRef<HTMLDialogElement>(null)
  const isJumping = useRef(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      // What is being written in a sheet is not left by a slip.
      if (document.querySelector('dialog[open]')) return
      const destination = isJumping.current && destinations.find(({ key }) => key === event.key)
      isJumping.current = event.key === 'g'
      if (destination) void navigate(destination.to)
      else if (event.key === '?') help.current?.showModal()
      else if (event.key === '/') focusSearch(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [destinations, navigate])
  return (
    <dialog ref={help} className="dialog" aria-labelledby="keys-title">
      <h2 id="keys-title">{t('keys.title')}</h2>
      <dl className="keys">
        {destinations.map(({ key, name }) => (
          <div key={key}>
            <dt>
              <kbd>g</kbd> <kbd>{key}</kbd>
            </dt>
            <dd>{t(`shell.to.${name}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>/</kbd>
          </dt>
          <dd>{t('keys.search')}</dd>
        </div>
        <div>
          <dt>
            <kbd>?</kbd>
          </dt>
          <dd>{t('keys.help')}</dd>
        </div>
      </dl>
      <form method="dialog">
        <button className="plain-button">{t('keys.close')}</button>
      </form>
    </dialog>
  )
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>('input[type=search]')
  if (!search) return
  event.preventDefault()
  search.focus()
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  )
}
