import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useTheme } from '../../app/theme.js'
import { followHands } from './follow-hands.js'
import { importPicture } from './import-picture.js'
import { markCounts, type CountWords, type StateCounts } from './mark-counts.js'
import { Overview } from './overview.js'
import { PanZoom } from './pan-zoom.js'
import { pictureTools, toolOfKey } from './picture-tools.js'
import { StateSheet, type OpenedState } from './state-sheet.js'
import type { Drawn } from './use-diagram.js'
import { focusAgain, makeButtons, stateAt, stateOf, walk } from './walk-states.js'
import './picture.css'
import 'virtual:diagram-style.css'

interface Shown {
  readonly drawn: Drawn
  readonly svg: string
  readonly counts: StateCounts | undefined
  readonly words: CountWords | undefined
}

/** A picture in a frame: at its full size around where the case is, to be moved, zoomed and asked by hand and by keys. */
export function Picture(shown: Shown) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<OpenedState>()
  const { frame, view, picture } = useShown(shown)
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
      })
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
  return (
    <>
      <div className="panel picture" onKeyDown={press}>
        <div
          className="picture-frame"
          ref={frame}
          onClick={({ target }: MouseEvent) => open(stateAt(target))}
        />
        {view && picture && <Overview view={view} picture={picture} />}
        <div className="picture-tools" role="toolbar" aria-label={t('diagram.tools')}>
          {Object.entries(pictureTools).map(([tool, { sign }]) => (
            <Tool key={tool} name={tool as keyof typeof pictureTools} sign={sign} use={use} />
          ))}
        </div>
      </div>
      {opened && <StateSheet drawn={shown.drawn} state={opened} close={close} />}
    </>
  )
}

function Tool({
  name,
  sign,
  use,
}: {
  readonly name: keyof typeof pictureTools
  readonly sign: string
  readonly use: (tool: keyof typeof pictureTools) => void
}) {
  const { t } = useTranslation()
  return (
    <button type="button" onClick={() => use(name)} title={t(`diagram.${name}`)}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{t(`diagram.${name}`)}</span>
    </button>
  )
}

/** Puts the picture into its frame, anew whenever it or what is marked on it changes. */
function useShown({ svg, counts, words }: Shown) {
  const { t } = useTranslation()
  const { isDark } = useTheme()
  const frame = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<PanZoom>()
  const [picture, setPicture] = useState<SVGSVGElement>()
  useEffect(() => {
    if (!frame.current) return undefined
    const made = new PanZoom(frame.current)
    setView(made)
    return followHands(frame.current, made)
  }, [])
  useEffect(() => {
    if (!view) return
    const made = importPicture(svg)
    made.classList.add(isDark ? 'dark' : 'light')
    const plain: CountWords = {
      label: (count) => count.toLocaleString(),
      spoken: (count) => t('diagram.here', { count }),
    }
    if (counts) markCounts(made, counts, words ?? plain)
    makeButtons(made, middleOf(made))
    focusAgain(made, () => view.show(made, middleOf(made)))
    setPicture(made)
  }, [view, svg, counts, words, isDark, t])
  return { frame, view, picture }
}

/** The rest of the page can be focused once the sheet over it is gone. */
const whenClosed = (act: () => void): number => requestAnimationFrame(() => requestAnimationFrame(act))

/** Where the case is, the innermost state of it; the first state where there is no case. */
function middleOf(picture: Element): Element | undefined {
  const current = picture.querySelector('.current > .box') ?? picture.querySelector('.current')
  return current ?? picture.querySelector('.state > .box') ?? undefined
}
