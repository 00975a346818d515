import { useEffect, useRef, useState, type RefObject } from 'react'
import { useNavigate } from 'react-router'
import { useDestinations } from './destinations.js'
import { keepChoice, keptChoice } from './kept-choice.js'
import { KeysSheet } from './keys-sheet.js'

/**
 * Keys that lead around: `g` and a letter to a page, `/` to the search, `?` to the list of keys. Who speaks to the
 * machine, or slips, can turn them off; the list is in the menu of the account, too.
 */
export function KeyboardJumps({ sheet }: { readonly sheet: RefObject<HTMLDialogElement | null> }) {
  const navigate = useNavigate()
  const destinations = useDestinations()
  const [isOn, setOn] = useState(() => keptChoice('shortcuts') !== 'off')
  const isJumping = useRef(false)
  useEffect(() => {
    if (!isOn) return undefined
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      // What is being written in a sheet is not left by a slip.
      if (document.querySelector('dialog[open]')) return
      const destination = isJumping.current && destinations.find(({ key }) => key === event.key)
      isJumping.current = event.key === 'g'
      if (destination) void navigate(destination.to)
      else if (event.key === '?') sheet.current?.showModal()
      else if (event.key === '/') focusSearch(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOn, destinations, navigate, sheet])
  const turn = (on: boolean) => {
    keepChoice('shortcuts', on ? 'on' : 'off')
    setOn(on)
  }
  return <KeysSheet {...{ sheet, destinations, isOn, turn }} />
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
