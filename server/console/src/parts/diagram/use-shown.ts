import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useTheme } from '../../app/theme.js'
import { followHands } from './follow-hands.js'
import { importPicture } from './import-picture.js'
import { markCounts, type CountWords, type StateCounts } from './mark-counts.js'
import { markTurns } from './mark-turns.js'
import { PanZoom } from './pan-zoom.js'
import { focusAgain, makeButtons, placeOf } from './walk-states.js'

/** What is put into the frame. */
export interface Shown {
  readonly svg: string
  readonly counts: StateCounts | undefined
  readonly words: CountWords | undefined
}

/**
 * Puts the picture into its frame, anew whenever it or what is marked on it changes. `kept`: the state that stays where
 * it is on the screen, by its path, when the next picture comes.
 */
export function useShown({ svg, counts, words }: Shown, kept: RefObject<string | undefined>) {
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
    markTurns(made, { open: t('diagram.open'), close: t('diagram.close') })
    makeButtons(made, middleOf(made))
    const before = placeOf(frame.current, kept.current)
    focusAgain(made, () => view.show(made, middleOf(made)))
    const after = placeOf(frame.current, kept.current)
    if (before && after) frame.current?.scrollBy(after.x - before.x, after.y - before.y)
    setPicture(made)
  }, [view, svg, counts, words, isDark, t, kept])
  return { frame, view, picture }
}

/** Where the case is, the innermost state of it; the first state where there is no case. */
export function middleOf(picture: Element): Element | undefined {
  const current = picture.querySelector('.current > .box') ?? picture.querySelector('.current')
  return current ?? picture.querySelector('.state > .box') ?? undefined
}
