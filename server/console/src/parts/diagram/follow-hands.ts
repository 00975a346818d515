import type { PanZoom } from './pan-zoom.js'

/** How much one turn of a wheel zooms. */
const wheelStep = 0.002

/** Lets a picture be moved with the mouse and zoomed with Ctrl and the wheel or with two fingers. The answer ends it. */
export function followHands(frame: HTMLElement, view: PanZoom): () => void {
  const ended = new AbortController()
  // Not passive: the page would zoom as a whole otherwise.
  const listening = { passive: false, signal: ended.signal }
  frame.addEventListener('wheel', (event) => turnWheel(event, view), listening)
  followMouse(frame, ended.signal)
  let apart: number | undefined
  frame.addEventListener('touchstart', () => (apart = undefined), listening)
  frame.addEventListener(
    'touchmove',
    (event) => {
      const [one, other] = event.touches
      if (!one || !other) return
      event.preventDefault()
      const now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
      const middle = { x: (one.clientX + other.clientX) / 2, y: (one.clientY + other.clientY) / 2 }
      if (apart !== undefined) view.zoomBy(now / apart, middle)
      apart = now
    },
    listening,
  )
  return () => ended.abort()
}

function turnWheel(event: WheelEvent, view: PanZoom): void {
  if (!event.ctrlKey) return
  event.preventDefault()
  view.zoomBy(Math.exp(-event.deltaY * wheelStep), { x: event.clientX, y: event.clientY })
}

/** How far the mouse moves before it is meant as a move and no press, in pixels. */
const slack = 4

/** Fingers scroll by themselves. */
function followMouse(frame: HTMLElement, signal: AbortSignal): void {
  let moved = 0
  frame.addEventListener('pointerdown', () => (moved = 0), { signal })
  frame.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerType === 'touch' || (event.buttons & 1) === 0) return
      moved += Math.abs(event.movementX) + Math.abs(event.movementY)
      if (moved < slack) return
      // What is captured is pressed no more: a picture that was moved opens no state.
      if (!frame.hasPointerCapture(event.pointerId)) frame.setPointerCapture(event.pointerId)
      frame.scrollBy(-event.movementX, -event.movementY)
    },
    { signal },
  )
}
