import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { turnedAt, turnOf } from './mark-turns.js'
import { Overview } from './overview.js'
import { pictureTools, toolOfKey } from './picture-tools.js'
import { StateSheet, type OpenedState } from './state-sheet.js'
import type { Drawn } from './use-diagram.js'
import type { usePictureLook } from './use-picture-look.js'
import { middleOf, useShown, type Shown } from './use-shown.js'
import { stateAt, stateOf, walk } from './walk-states.js'
import './picture.css'
import 'virtual:diagram-style.css'

const toolNames = Object.keys(pictureTools) as (keyof typeof pictureTools)[]

interface Pictured extends Shown {
  readonly drawn: Drawn
  readonly turning: ReturnType<typeof usePictureLook>
}

/** A picture in a frame: at its full size around where the case is, to be moved, zoomed, opened and asked by hand and by keys. */
export function Picture({ drawn, turning, ...shown }: Pictured) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<OpenedState>()
  const kept = useRef<string>(undefined)
  const { frame, view, picture } = useShown(shown, kept)
  const close = () => {
    setOpened(undefined)
    if (opened && picture) whenClosed(() => stateOf(picture, opened.path)?.focus({ preventScroll: true }))
  }
  const use = (tool: keyof typeof pictureTools) => {
    if (view) pictureTools[tool].use(view, frame.current ? middleOf(frame.current) : undefined)
  }
  const open = (state: SVGGElement | undefined) => {
    // A state that was pressed has the focus when its sheet is closed again.
    state?.focus({ preventScroll: true })
    if (state)
      setOpened({
        path: state.dataset['state'] ?? '',
        spoken: state.querySelector('title')?.textContent ?? '',
        turn: turnOf(state),
      })
  }
  const turn = (path: string) => {
    const is = picture && turnOf(stateOf(picture, path))
    kept.current = path
    if (is) turning.turn(path, is)
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const state = stateAt(event.target)
    const tool = toolOfKey(event.key)
    const isMeant = state !== undefined && (event.key === 'Enter' || event.key === ' ')
    if (isMeant) open(state)
    else if (tool) use(tool)
    else if (!state || !walk(state, event.key)) return
    event.preventDefault()
  }
  const click = ({ target }: MouseEvent) => {
    const path = turnedAt(target)
    if (path === undefined) open(stateAt(target))
    else turn(path)
  }
  return (
    <>
      <div className="panel picture" onKeyDown={press}>
        <div className="picture-frame" ref={frame} onClick={click} />
        {view && picture && <Overview view={view} picture={picture} />}
        <div className="picture-tools" role="toolbar" aria-label={t('diagram.tools')}>
          {picture && <TurnAll picture={picture} turning={turning} />}
          {toolNames.map((tool) => (
            <Tool key={tool} name={tool} sign={pictureTools[tool].sign} use={() => use(tool)} />
          ))}
        </div>
      </div>
      {opened && <StateSheet drawn={drawn} state={opened} turn={turn} close={close} />}
    </>
  )
}

/** Draws every state, or closes those that are usually closed; nothing where there is nothing to open or close. */
function TurnAll({
  picture,
  turning: { look, turnAll },
}: {
  readonly picture: SVGSVGElement
  readonly turning: ReturnType<typeof usePictureLook>
}) {
  const hasClosed = picture.querySelector('.state.closed') !== null
  const isChanged = look.states === 'all' || look.opened !== undefined || look.closed !== undefined
  if (hasClosed) return <Tool name="allOpen" sign="⊞" use={() => turnAll('all')} />
  return isChanged ? <Tool name="allUsual" sign="⊟" use={() => turnAll('usual')} /> : null
}

function Tool({
  name,
  sign,
  use,
}: {
  readonly name: keyof typeof pictureTools | 'allOpen' | 'allUsual'
  readonly sign: string
  readonly use: () => void
}) {
  const { t } = useTranslation()
  return (
    <button type="button" onClick={use} title={t(`diagram.${name}`)}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{t(`diagram.${name}`)}</span>
    </button>
  )
}

/** The rest of the page can be focused once the sheet over it is gone. */
const whenClosed = (act: () => void): number => requestAnimationFrame(() => requestAnimationFrame(act))
