import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useTheme } from '../../app/theme.js'
import { followHands } from './follow-hands.js'
import { importPicture } from './import-picture.js'
import { markCounts, type CountWords, type StateCounts } from './mark-counts.js'
import { PanZoom } from './pan-zoom.js'
import './picture.css'
import 'virtual:diagram-style.css'

const step = 1.25

/** A picture in a frame: at its full size around where the case is, to be moved and zoomed by hand and by keys. */
export function Picture({
  svg,
  counts,
  words,
}: {
  readonly svg: string
  readonly counts: StateCounts | undefined
  readonly words: CountWords | undefined
}) {
  const { t } = useTranslation()
  const { isDark } = useTheme()
  const frame = useRef<HTMLDivElement>(null)
  const view = useRef<PanZoom>(null)
  useEffect(() => {
    if (!frame.current) return undefined
    view.current = new PanZoom(frame.current)
    return followHands(frame.current, view.current)
  }, [])
  useEffect(() => {
    const picture = importPicture(svg)
    picture.classList.add(isDark ? 'dark' : 'light')
    const plain: CountWords = {
      label: (count) => count.toLocaleString(),
      spoken: (count) => t('diagram.here', { count }),
    }
    if (counts) markCounts(picture, counts, words ?? plain)
    view.current?.show(picture, middleOf(picture))
  }, [svg, counts, words, isDark, t])
  const acts = {
    larger: () => view.current?.zoomBy(step),
    smaller: () => view.current?.zoomBy(1 / step),
    full: () => view.current?.reset(frame.current ? middleOf(frame.current) : undefined),
    fit: () => view.current?.fit(),
  }
  const press = (event: KeyboardEvent) => {
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    acts[act]()
  }
  return (
    <div className="panel picture" onKeyDown={press}>
      <div className="picture-frame" ref={frame} />
      <div className="picture-tools" role="toolbar" aria-label={t('diagram.tools')}>
        {tools.map(({ act, sign }) => (
          <button key={act} type="button" onClick={acts[act]} title={t(`diagram.${act}`)}>
            <span aria-hidden>{sign}</span>
            <span className="sr-only">{t(`diagram.${act}`)}</span>
          </button>
        ))}
      </div>
    </div>
  )
}

type Act = 'larger' | 'smaller' | 'full' | 'fit'

const tools: readonly { readonly act: Act; readonly sign: string }[] = [
  { act: 'larger', sign: '+' },
  { act: 'smaller', sign: '−' },
  { act: 'full', sign: '1:1' },
  { act: 'fit', sign: '⤢' },
]

const keys: Readonly<Record<string, Act>> = {
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '−': 'smaller',
  '0': 'full',
  f: 'fit',
}

/** Where the case is, the innermost state of it; the first state where there is no case. */
function middleOf(picture: Element): Element | undefined {
  const current = picture.querySelector('.current > .box') ?? picture.querySelector('.current')
  return current ?? picture.querySelector('.state > .box') ?? undefined
}
