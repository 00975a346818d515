import { useEffect, useRef, useState, type PointerEvent } from 'react'
import type { PanZoom, Part } from './pan-zoom.js'
import './overview.css'

/** The longer side of the overview, in pixels. */
const longest = 180

/** A picture that the frame shows this many times over, or more, is lost sight of without an overview. */
const lost = 6

/**
 * The whole of a large picture, small, with the part that is seen; pressed, it leads there. For the eye only: keys lead
 * through the states themselves.
 */
export function Overview({ view, picture }: { readonly view: PanZoom; readonly picture: SVGSVGElement }) {
  const [seen, setSeen] = useState<Part>()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => view.watch(setSeen), [view, picture])
  const isLarge = seen !== undefined && seen.width * seen.height * lost < 1
  useEffect(() => {
    place.current?.replaceChildren(...(isLarge ? [smallOf(picture)] : []))
  }, [picture, isLarge])
  const { width, height } = picture.viewBox.baseVal
  const scale = longest / Math.max(width, height)
  const lead = (event: PointerEvent<HTMLDivElement>) => {
    if ((event.buttons & 1) === 0) return
    const box = event.currentTarget.getBoundingClientRect()
    view.goTo((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  }
  if (!isLarge) return null
  return (
    <div
      className="picture-overview"
      aria-hidden
      style={{ width: width * scale, height: height * scale }}
      onPointerDown={lead}
      onPointerMove={lead}
    >
      <div ref={place} />
      <i style={sidesOf(seen)} />
    </div>
  )
}

const sidesOf = ({ left, top, width, height }: Part) => ({
  left: `${100 * left}%`,
  top: `${100 * top}%`,
  width: `${100 * width}%`,
  height: `${100 * height}%`,
})

/** States and lines alone: words cannot be read at this size. */
function smallOf(picture: SVGSVGElement): Node {
  const small = picture.cloneNode(true) as SVGSVGElement
  for (const part of small.querySelectorAll('text, title, .label, .badge, .sign, .mark, .turn')) part.remove()
  for (const part of small.querySelectorAll('[tabindex], [role], [data-state]'))
    for (const name of ['tabindex', 'role', 'aria-label', 'aria-haspopup', 'data-state'])
      part.removeAttribute(name)
  for (const name of ['role', 'aria-label', 'width', 'height']) small.removeAttribute(name)
  return small
}
